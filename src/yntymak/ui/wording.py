"""Django's own messages that our catalogues say better; listed so that extraction keeps them.

Kyrgyz months are written small inside a date (12-май). "Required" says what to do.
A password has one word for it (сырсөз), on every page.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

MONTHS_IN_A_DATE = (
    pgettext_lazy("alt. month", "January"),
    pgettext_lazy("alt. month", "February"),
    pgettext_lazy("alt. month", "March"),
    pgettext_lazy("alt. month", "April"),
    pgettext_lazy("alt. month", "May"),
    pgettext_lazy("alt. month", "June"),
    pgettext_lazy("alt. month", "July"),
    pgettext_lazy("alt. month", "August"),
    pgettext_lazy("alt. month", "September"),
    pgettext_lazy("alt. month", "October"),
    pgettext_lazy("alt. month", "November"),
    pgettext_lazy("alt. month", "December"),
)

REFUSALS = (
    _("This field is required."),
    _("Enter a whole number."),
    _("Enter a number."),
    _("Enter a valid date."),
    _("Enter a valid email address."),
    _("Select a valid choice. That choice is not one of the available choices."),
    _("No file was submitted. Check the encoding type on the form."),
    _("The submitted file is empty."),
)

SIGNING_IN = (
    _("Email"),
    _("Email address"),
    _("Email Addresses"),
    _("Email (again)"),
    _("Email (optional)"),
    _("Add Email Address"),
    _("Add Email"),
    _("The following email addresses are associated with your account:"),
    _("Username"),
    _("Username or email"),
    _("Forgot your password?"),
    _("Forgot Password?"),
    _("Password (again)"),
    _("Current Password"),
    _("New Password"),
    _("New Password (again)"),
    _("Change Password"),
    _("Set Password"),
    _("Password Reset"),
    _("Reset My Password"),
    _("Enter your password:"),
    _("Use your password"),
    _("Incorrect password."),
    _("Please type your current password."),
    _("You must type the same password each time."),
    _("The username and/or password you specified are not correct."),
    _("The email address and/or password you specified are not correct."),
    _("A user is already registered with this email address."),
    _("Password successfully changed."),
    _("Password successfully set."),
    _("Your password is now changed."),
    _(
        "Forgotten your password? Enter your email address below, "
        "and we'll send you an email allowing you to reset it."
    ),
    _("Please contact us if you have any trouble resetting your password."),
    _("Two-Factor Authentication"),
    _("Authenticator App"),
    _("An authenticator app is not active."),
    _("Authentication using an authenticator app is active."),
    _("Sign in with a passkey"),
    _("Alternative options"),
    _("Remember Me"),
    _("Password"),
)

SECOND_STEP = (
    ngettext_lazy(
        "There is %(unused_count)s out of %(total_count)s recovery codes available.",
        "There are %(unused_count)s out of %(total_count)s recovery codes available.",
        1,
    ),
    ngettext_lazy(
        "You have added %(count)s security key.", "You have added %(count)s security keys.", 1
    ),
    pgettext_lazy("field label", "Login"),
    _("Sign In"),
    _("Sign Out"),
    _("Are you sure you want to sign out?"),
    _("Incorrect code."),
    _("Too many failed login attempts. Try again later."),
    _("The email address is not assigned to any user account."),
    _("This account is currently inactive."),
    _("Account Inactive"),
    _("This account is inactive."),
    _("Authenticator code"),
    _("Code"),
    _("Recovery codes"),
    _("Recovery Codes"),
    _("Passwordless"),
    _(
        "Enabling passwordless operation allows you to sign in using just this key, but "
        "imposes additional requirements such as biometrics or PIN protection."
    ),
    _("Confirm"),
    _("Confirm Access"),
    _("Please reauthenticate to safeguard your account."),
    _("Use authenticator app or code"),
    _("Use a security key"),
    _(
        "Your account is protected by two-factor authentication. Please enter an "
        "authenticator code:"
    ),
    _("Enter an authenticator code:"),
    _("Activate"),
    _("Deactivate"),
    _("Security Keys"),
    _("No security keys have been added."),
    _("Manage"),
    _("Add"),
    _("View"),
    _("Download"),
    _("Generate"),
    _("No recovery codes set up."),
    _("Are you sure?"),
    _("Unused codes"),
    _("Download codes"),
    _("Generate new codes"),
    _("You are about to generate a new set of recovery codes for your account."),
    _("This action will invalidate your existing codes."),
    _("A new set of recovery codes has been generated."),
    _("Save them  in a secure location now — they won't be shown again."),
    _("I have saved my recovery codes"),
    _("Activate Authenticator App"),
    _("Deactivate Authenticator App"),
    _(
        "To protect your account with two-factor authentication, scan the QR code below "
        "with your authenticator app. Then, input the verification code generated by the "
        "app below."
    ),
    _("Authenticator secret"),
    _("You can store this secret and use it to reinstall your authenticator app at a later time."),
    _("You are about to deactivate authenticator app based authentication. Are you sure?"),
    _("Authenticator app activated."),
    _("Authenticator app deactivated."),
    _("Add Security Key"),
    _("Remove Security Key"),
    _("Are you sure you want to remove this security key?"),
    _("Edit Security Key"),
    _("Security key added."),
    _("Security key removed."),
    _("Usage"),
    _("Passkey"),
    _("Security key"),
    _("Unspecified"),
    _("Edit"),
    _("Remove"),
    _("Verified"),
    _("Unverified"),
    _("Primary"),
    _("Make Primary"),
    _("Re-send Verification"),
    _("This functionality requires JavaScript."),
    _(
        "You currently do not have any email address set up. You should really add an "
        "email address so you can receive notifications, reset your password, etc."
    ),
    _("Warning:"),
    _("Sign Up Closed"),
    _("We are sorry, but the sign up is currently closed."),
    _(
        "We have sent you an email. If you have not received it please check your spam "
        "folder. Otherwise contact us if you do not receive it in a few minutes."
    ),
)
