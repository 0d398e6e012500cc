import csv

import numpy as np
import pytest

LABELLED = (
    *("m1", "m2", "m3", "m4", "m5", "q1_nrwh", "q2"),
    *("s1", "s2", "s3", "k1", "n1", "n2", "h1_nrwrp"),
)


def columns(path):
    with path.open(encoding="utf-8", newline="") as file:
        return np.array([[float(cell) for cell in row[1:]] for row in list(csv.reader(file))[1:]])


@pytest.fixture(scope="session")
def surveillance_data(shared_data):
    return shared_data / "surveillance"


@pytest.fixture(scope="session")
def labelled(surveillance_data):
    """Counts and states of the 14 labelled series, series by weeks."""
    both = np.array(
        [columns(surveillance_data / "surveillance_r" / f"{name}.csv") for name in LABELLED]
    )
    return both[:, :, 0], both[:, :, 1] > 0


@pytest.fixture(scope="session")
def districts(surveillance_data):
    """Counts (places by weeks), borders and population of 17 districts."""
    folder = surveillance_data / "surveillance_r"
    return (
        columns(folder / "measlesWeserEms.csv").T,
        columns(folder / "measlesWeserEms_neighbourhood.csv") == 1,
        columns(folder / "measlesWeserEms_population.csv")[:, 0],
    )
