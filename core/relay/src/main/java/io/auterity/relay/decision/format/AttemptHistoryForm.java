package io.auterity.relay.decision.format;

import io.auterity.relay.decision.AttemptHistory;
import java.util.List;

/** The stored form of the history of a call's attempts. */
final class AttemptHistoryForm {

  static void write(AttemptHistory attemptHistory, CompactWriter out) {
    int record = out.begin();
    out.unsigned(attemptHistory.notes().size());
    for (AttemptHistory.Note note : attemptHistory.notes()) {
      write(note, out);
    }
    out.unsigned(attemptHistory.chances().size());
    for (double chance : attemptHistory.chances()) {
      out.fraction(chance);
    }
    out.end(record);
  }

  private static void write(AttemptHistory.Note note, CompactWriter out) {
    int record = out.begin();
    Numbering.HAPPENINGS.write(out, note.kind());
    out.signed(note.attempt());
    out.signed(note.nanos());
    out.texts(note.left());
    out.end(record);
  }

  static AttemptHistory read(CompactReader in) {
    return in.record(() -> new AttemptHistory(in.list(() -> note(in)), chances(in)));
  }

  private static AttemptHistory.Note note(CompactReader in) {
    return in.record(
        () ->
            new AttemptHistory.Note(
                Numbering.HAPPENINGS.read(in), in.integer(), in.signed(), in.texts()));
  }

  private static List<Double> chances(CompactReader in) {
    return in.list(in::fraction);
  }
}
