package io.auterity.connector;

import io.auterity.testkit.files.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.util.function.UnaryOperator;

/**
 * A reply that a vendor once sent, or shows in its pages.
 *
 * @param grade V3 of what a server sent, V5 of an example
 * @param witness the collection that it is of, with its date
 * @param evidence told of operations that read such replies alone; of none where the text was
 *     changed
 */
record Recording(String text, String grade, String witness, TestedEvidence evidence) {

  /** The file in the folder that is shared, e.g. {@code fixtures/hub4j/…}. */
  static Recording of(String file, TestedEvidence evidence) throws IOException {
    Collected collected = Collected.of(file);
    return new Recording(
        Files.readString(Repository.shared(file)),
        collected.grade(),
        collected.witness(),
        evidence);
  }

  /** With another text: what was changed proves nothing. */
  Recording edited(UnaryOperator<String> change) {
    String other = change.apply(text);
    return other.equals(text)
        ? this
        : new Recording(other, grade, witness, TestedEvidence.nowhere());
  }
}
