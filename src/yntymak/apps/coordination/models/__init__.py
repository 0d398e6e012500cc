"""Who does what with whom: commitments, joint measures, requests upward, resources to lend."""

from yntymak.apps.coordination.models.commitments import Commitment
from yntymak.apps.coordination.models.hearings import HeardIn
from yntymak.apps.coordination.models.joint import JointPart, Request
from yntymak.apps.coordination.models.lending import Loan, Resource

__all__ = ["Commitment", "HeardIn", "JointPart", "Loan", "Request", "Resource"]
