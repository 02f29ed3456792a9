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

      Injections: published attacks and harmless texts, of which the parts that were set apart when the rules were written; a few of their lines were seen before, and the rules for tools and other languages were widened once after their total was known. *Document tasks* are ordinary requests that are attacks only because a document makes them. Harmless are e-mails, complaints, requests, and texts that speak about attacks. *Variations* are texts of our own in other words, languages and disguises, documents among them; they were written by whoever widened the rules. Of 51 attacks 35 were found before the rules were widened once by synonyms after their totals by sort were known, so what stands here is better than what others will see.
      Personal data: texts made from sentences that no rule was written by, with values made as their issuers do; right is the kind at the very place. People write in more ways than such sentences do.
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
