"""Who does what with whom: partners' commitments, joint measures, requests upward."""

from yntymak.apps.coordination.models.commitments import Commitment
from yntymak.apps.coordination.models.joint import JointPart, Request

__all__ = ["Commitment", "JointPart", "Request"]
