import pytest


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    ["/ky/consultations/a%00/", "/ky/places/?q=%00", "/ky/laws/x/art_1%00/", "/ky/jobs/a%00b/"],
)
def test_an_address_with_a_null_byte_is_a_bad_request_on_any_database(visitor, address):
    assert visitor.get(address).status_code == 400
