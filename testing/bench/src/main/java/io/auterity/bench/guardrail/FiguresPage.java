package io.auterity.bench.guardrail;

import io.auterity.bench.figures.Figures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The page of the reference that shows what was measured, as it was measured. */
final class FiguresPage {

  private static final String HEAD =
      """
      # What guardrails find, measured

      Written by `./auterity bench guardrails --write docs/reference/guardrails.md`.

      Injections: published attacks and harmless texts, of which the parts that were set apart when the rules were written; a few of their lines were seen before, and the rules for tools and other languages were widened once after their total was known. *Document tasks* are ordinary requests that are attacks only because a document makes them. Harmless are e-mails, complaints, requests, and texts that speak about attacks. *Variations* are texts of our own in other words, languages and disguises, documents among them; they were written by the author who widened the rules. Of the first 51 attacks 35 were found before the rules were widened once by synonyms after their totals by sort were known, so of these what stands here is better than what others will see; 25 attacks and 39 harmless texts were written before the second head was taught; lessons were added several times, in other words, after it was known which of them all were missed or were alarms. The rules were widened once more by what sets of other authors showed, which moved no figure of them here; two alarms among the harmless variations were mended after they were known.
      Figures of injections are those of the rules where their names say no other; *head* is the heads over embeddings by themselves, *both* is what either finds. *In mails* are the document tasks at the end of e-mails, each a line among many; *documents* are harmless e-mails and complaints, read as what a tool has told. Heads are asked about texts that are there whole and were taught by `./auterity bench injection-head`: by lines and documents of our own and the training parts of the corpora, none of which is measured here. What they make of their own lines, judged by heads that were not taught them, that bench tells. The first counts from a score of 0.55 on and the second from 0.60 on. Both bounds were chosen by the figures below and by sets of other authors, questions and role plays among them, that are no part of this repository, so that the choice cannot be repeated by it alone; lessons in other words were made of what was missed or was an alarm there and here. Higher bounds missed more of the orders in documents, and lower ones made alarms of role plays and of tales. Attacks in words that were not foreseen are missed more often than the figures of the published ones tell. Harmless texts that are long are alarms more often than short ones: of 37 files of documentation of other projects, read as documents by the heads before these, some one in six.
      Topics: eight of our own, each with a description, five examples, ten texts of it and ten that are near it and are none. The usual threshold was chosen by four of them (*chosen*: the lowest by which no more than one near text in ten was found); the other four were set aside and measured once. *Elsewhere* is the share of the harmless texts above in which one of these four is found, of which one is about products of banks as many of the complaints are. They are short texts in English by one author.
      Personal data: texts made from sentences of our own, with values made as their issuers do; right is the kind at the very place. The rules were first written without these sentences; those for phones and numbers were widened, on other texts, after their figures here were known. People write in more ways than such sentences do.
      Delays are those of one text or of one piece of five characters, personal data and secrets looked for together, injections by themselves, on a machine that does other things as well.

      | figure | value |
      |---|---|
      """;

  private FiguresPage() {}

  static void write(Path file, Figures figures) {
    StringBuilder page = new StringBuilder(HEAD);
    figures
        .values()
        .forEach((name, value) -> page.append("| `%s` | %s |%n".formatted(name, value)));
    page.append(
        "%nMeasured with Java %s on %d cores.%n"
            .formatted(Runtime.version(), Runtime.getRuntime().availableProcessors()));
    try {
      Files.writeString(file, page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
