"""Sentences of the program's terms about Customization Data: whose it is, and what may be done with it."""

from __future__ import annotations

from auditor.model import Text
from auditor.rules.declare import NO_CHINESE

RIGHTS = Text(
    "You represent that you have all necessary rights to any Customization Data that you make available to us, and "
    "that your Customization Data does not infringe any third-party intellectual property rights or any Amazon "
    "policies (including policies for Restricted Products and Offensive Products).",
    NO_CHINESE,
)
DATA = Text(
    "You, Amazon customers, or other third parties may make available images, illustrations, graphics, designs, "
    "fonts, text, or other content in connection with the Customization Program (“Customization Data”).",
    NO_CHINESE,
)
VERIFY = Text(
    "You agree to verify that any Customization Data complies with the Customization Program Terms and Conditions, "
    "including that it does not infringe any third-party intellectual property rights or any Amazon policies.",
    NO_CHINESE,
)
SOLELY = Text(
    "If you receive an order for a customizable product that includes a third party’s Customization Data, you may use "
    "that Customization Data solely to fulfill that order, and may not retain it after the order has been fulfilled.",
    NO_CHINESE,
)
SHARING = Text(
    "In addition to the rights and licenses you grant Amazon to Your Materials, you also authorize Amazon to enable "
    "customers to share images of products using Customization Data through websites, mobile applications, and other "
    "online points of presence.",
    NO_CHINESE,
)
