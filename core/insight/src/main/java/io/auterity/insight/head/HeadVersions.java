package io.auterity.insight.head;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Documents;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.TextLearner;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The versions of one provider's head, kept among its documents: what was learned where its
 * connector reads it, and beside it how it was measured.
 */
public record HeadVersions(String provider, Documents documents) {

  /** As many are kept, and the one that answers. */
  public static final int KEPT = 20;

  private static final String REPORTS = "learned.report";
  private static final String SEQUENCE = "learned.version";

  /**
   * Keeps the next one.
   *
   * @param inForce the one that answers now; null when none does
   * @param made of its number
   */
  public HeadVersion add(byte[] learned, @Nullable Integer inForce, IntFunction<HeadVersion> made) {
    return documents.write(
        writer -> {
          HeadVersion next = made.apply((int) writer.next(SEQUENCE));
          String id = Integer.toString(next.version());
          String bytes = Base64.getEncoder().encodeToString(learned);
          Json.Obj body = Json.object(Map.of(TextLearner.BYTES, Json.of(bytes)));
          writer.addOrGet(new Document(TextLearner.DOCUMENTS, id, body), Map.of());
          writer.addOrGet(new Document(REPORTS, id, HeadVersionFormat.write(next)), Map.of());
          int old = next.version() - KEPT;
          if (old > 0 && (inForce == null || inForce != old)) {
            writer.delete(TextLearner.DOCUMENTS, Integer.toString(old));
            writer.delete(REPORTS, Integer.toString(old));
          }
          return next;
        });
  }

  /** The latest first. */
  public List<HeadVersion> all() {
    return documents.list(REPORTS, Json.EMPTY, null, 1_000).stream()
        .map(stored -> HeadVersionFormat.read(stored.body()))
        .sorted(Comparator.comparingInt(HeadVersion::version).reversed())
        .toList();
  }

  /** Empty where there is none, or no longer. */
  public Optional<HeadVersion> find(int version) {
    return documents
        .get(REPORTS, Integer.toString(version))
        .map(stored -> HeadVersionFormat.read(stored.body()));
  }

  /**
   * The same, which must be there.
   *
   * @throws CallFailedException {@code not_found}
   */
  public HeadVersion get(int version) {
    return find(version).orElseThrow(() -> missing(version));
  }

  /** Marks one as withdrawn, with an end of what it learned; false when it was before. */
  public boolean withdraw(int version, Instant at, String why) {
    return documents.write(
        writer -> {
          HeadVersion known =
              writer
                  .get(REPORTS, Integer.toString(version))
                  .map(stored -> HeadVersionFormat.read(stored.body()))
                  .orElseThrow(() -> missing(version));
          if (known.withdrawn() == null) {
            Json.Obj body = HeadVersionFormat.write(known.withdrawn(at, why));
            writer.put(new Document(REPORTS, Integer.toString(version), body));
            Json.Obj mark = Json.object(Map.of(TextLearner.WITHDRAWN, Json.of(why)));
            writer.put(new Document(TextLearner.DOCUMENTS, Integer.toString(version), mark));
            // What answers instead, if anything does, can say why it has to.
            Json.Obj last = mark.with(TextLearner.VERSION, Json.of(version));
            Document told = new Document(TextLearner.DOCUMENTS, TextLearner.WITHDRAWN, last);
            if (writer.get(told.collection(), told.id()).isPresent()) {
              writer.put(told);
            } else {
              writer.addOrGet(told, Map.of());
            }
          }
          return known.withdrawn() == null;
        });
  }

  private CallFailedException missing(int version) {
    return new CallFailedException(
        FailureCode.NOT_FOUND,
        "provider %s has no version %d of its head".formatted(provider, version));
  }
}
