"""What is looked for in a file of claims, by what a person wrote beside each."""

from village.figures.check.beside import answers, differences, held, left_over, same, without_n
from village.figures.check.read import Kind

KINDS: tuple[Kind, ...] = (
    same.found,
    differences.found,
    answers.found,
    left_over.found,
    without_n.found,
    held.found,
)
