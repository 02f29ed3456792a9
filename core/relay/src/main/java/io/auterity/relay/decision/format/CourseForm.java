package io.auterity.relay.decision.format;

import io.auterity.relay.decision.Course;
import java.util.List;

/** What was told to the machine of a call's attempts. */
final class CourseForm {

  private CourseForm() {}

  static void write(Course course, CompactWriter out) {
    int record = out.begin();
    out.unsigned(course.notes().size());
    for (Course.Note note : course.notes()) {
      write(note, out);
    }
    out.unsigned(course.chances().size());
    for (double chance : course.chances()) {
      out.fraction(chance);
    }
    out.end(record);
  }

  private static void write(Course.Note note, CompactWriter out) {
    int record = out.begin();
    Numbering.HAPPENINGS.write(out, note.kind());
    out.signed(note.attempt());
    out.signed(note.nanos());
    out.texts(note.left());
    out.end(record);
  }

  static Course read(CompactReader in) {
    return in.record(() -> new Course(in.list(() -> note(in)), chances(in)));
  }

  private static Course.Note note(CompactReader in) {
    return in.record(
        () ->
            new Course.Note(Numbering.HAPPENINGS.read(in), in.integer(), in.signed(), in.texts()));
  }

  private static List<Double> chances(CompactReader in) {
    return in.list(in::fraction);
  }
}
