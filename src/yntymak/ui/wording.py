"""Django's own messages that our catalogues say better; listed so that extraction keeps them.

Kyrgyz months are written small inside a date (12-май). "Required" says what to do.
A password has one word for it (сырсөз), on every page.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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
