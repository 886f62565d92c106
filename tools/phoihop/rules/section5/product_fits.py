"""A task whose product is a decision ends by one; a task whose product is an action ends by being done."""

from phoihop.cases.model import Case
from phoihop.kinds.registry import kinds
from phoihop.language import Text
from phoihop.records.types import DOCUMENT_TYPES
from phoihop.records.words import PRODUCTS
from phoihop.rules.examples import kept, with_more, written
from phoihop.rules.rule import Findings, Found, Rule


def check(case: Case) -> Findings:
    product = case.assignment.product
    for entry in case.documents:
        if kinds()[entry.kind].product not in (None, product):
            yield Found(entry.id, ("kind",)).says(
                "sản phẩm của nhiệm vụ là {product}, nên không có {kind}; sửa “product” của nhiệm vụ, hoặc ghi loại khác",
                "a task with the product “{product}” has no {kind}; mend the task's `product`, or the kind",
                product=PRODUCTS[product],
                kind=DOCUMENT_TYPES[entry.kind].TITLE,
            )


RULE = Rule(
    __name__,
    title=Text("Kết thúc đúng theo sản phẩm", "A task ends as its product asks"),
    explanation=Text(
        "Nhiệm vụ có sản phẩm là quyết định thì kết thúc bằng tờ trình và quyết định; nhiệm vụ có sản phẩm là việc thực hiện thì kết thúc bằng báo cáo hoàn thành và xác nhận hoàn thành.",
        "A task whose product is a decision ends with a submission and a decision; one whose product is an action, with a completion and an acceptance.",
    ),
    keys=Text(
        "Nhiệm vụ có sản phẩm là việc thực hiện ghi “product: action”.",
        "A task whose product is an action has `product: action`.",
    ),
    good=kept("2021-05-06.decision.ubnd"),
    bad=written("task", with_more("task", "product: action\n")),
    since=2,
    case=check,
)
