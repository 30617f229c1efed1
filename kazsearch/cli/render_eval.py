"""How well golden queries were answered, for a person and for a program."""

from kazsearch.cli.terminal import json_answer, printable
from kazsearch.search.golden import GradedQuery, Grades


def render_text(grades: Grades) -> str:
    """Return a line for each query: reciprocal rank, nDCG@10, the query; the means last."""
    lines = ["    RR  nDCG@10  query"]
    lines += [
        printable(f"{graded.reciprocal_rank:6.4f}   {graded.ndcg:6.4f}  {graded.golden.query}")
        for graded in grades.queries
    ]
    n_queries = len(grades.queries)
    of = "1 query" if n_queries == 1 else f"{n_queries:,} queries"
    lines.append(f"{grades.reciprocal_rank:6.4f}   {grades.ndcg:6.4f}  mean of {of}")
    return "\n".join(lines)


def render_json(grades: Grades) -> str:
    """Return the grades as one JSON object."""
    return json_answer(
        {
            "mean_reciprocal_rank": round(grades.reciprocal_rank, 6),
            "mean_ndcg_at_10": round(grades.ndcg, 6),
            "queries": [
                {
                    "line": graded.golden.line,
                    "query": graded.golden.query,
                    "expected": graded.golden.expected,
                    "unknown": graded.unknown,
                    "reciprocal_rank": round(graded.reciprocal_rank, 6),
                    "ndcg_at_10": round(graded.ndcg, 6),
                }
                for graded in grades.queries
            ],
        }
    )


EVAL_FORMATS = {"text": render_text, "json": render_json}


def unknown_remark(graded: GradedQuery, path: str) -> str:
    """Return the sentence on expected films that the index has not."""
    films = ", ".join(graded.unknown)
    return f"{path}:{graded.golden.line}: not in the index, so never found: {films}"
