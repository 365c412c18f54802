"""The tables as peewee models, one family a file.

The migrations make the schema; these describe it (a test holds the one against the other). What a
column may hold is checked by the schema, which also knows the defaults. In every table money is in
minor units of the shop's currency, a moment is in Unix seconds UTC, a day is ``YYYY-MM-DD`` and a
percentage is in hundredths of a percent.
"""

from custui.db.models.access import LoginAttempt, LoginGrant, ResetToken
from custui.db.models.acts import Act, ActRow, ActTarget, ActUndo
from custui.db.models.addresses import Address
from custui.db.models.audit import AuditEntry, AuditSeal
from custui.db.models.backups import BackupFile
from custui.db.models.bound import ShopModel, using
from custui.db.models.carts import Cart, CartLine, Voucher
from custui.db.models.consents import Consent, Subscription
from custui.db.models.correspondence import Message, MessageThread, SentEmail
from custui.db.models.customers import (
    Credential,
    Customer,
    CustomerNote,
    GroupMembership,
    MergedCustomer,
    NotDuplicate,
)
from custui.db.models.drafts import FormDraft
from custui.db.models.groups import (
    CustomerGroup,
    GroupSection,
    PriceRule,
    ShopSection,
    TaxClass,
    TaxRate,
)
from custui.db.models.orders import Order, OrderLine, OrderStatus, OrderStatusChange
from custui.db.models.preferences import (
    PreferenceValue,
    RecentCustomer,
    RequiredField,
    SavedView,
    StaffSetting,
)
from custui.db.models.products import Product
from custui.db.models.shops import Shop, Title
from custui.db.models.visits import PageView, ProductView, Session

__all__ = [
    "Act",
    "ActRow",
    "ActTarget",
    "ActUndo",
    "Address",
    "AuditEntry",
    "AuditSeal",
    "BackupFile",
    "Cart",
    "CartLine",
    "Consent",
    "Credential",
    "Customer",
    "CustomerGroup",
    "CustomerNote",
    "FormDraft",
    "GroupMembership",
    "GroupSection",
    "LoginAttempt",
    "LoginGrant",
    "MergedCustomer",
    "Message",
    "MessageThread",
    "NotDuplicate",
    "Order",
    "OrderLine",
    "OrderStatus",
    "OrderStatusChange",
    "PageView",
    "PreferenceValue",
    "PriceRule",
    "Product",
    "ProductView",
    "RecentCustomer",
    "RequiredField",
    "ResetToken",
    "SavedView",
    "SentEmail",
    "Session",
    "Shop",
    "ShopModel",
    "ShopSection",
    "StaffSetting",
    "Subscription",
    "TaxClass",
    "TaxRate",
    "Title",
    "Voucher",
    "using",
]
