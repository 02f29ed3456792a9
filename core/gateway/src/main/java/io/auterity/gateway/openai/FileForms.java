package io.auterity.gateway.openai;

import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.FileForm;
import io.auterity.gateway.dialect.Form;
import io.auterity.gateway.dialect.JsonBody;
import io.auterity.gateway.dialect.Multipart;
import io.auterity.gateway.dialect.Question;
import io.auterity.gateway.dialect.SentFile;
import io.auterity.jobs.file.FileQuery;
import io.auterity.jobs.file.StoredFile;
import io.auterity.jobs.tuning.TuningJob;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** OpenAI's files. */
final class FileForms {

  /** The purposes for which files are kept here. */
  private static final Set<String> PURPOSES =
      Set.of("batch", TuningJob.PURPOSE, StoredFile.USER_DATA);

  private static final String ANCHOR = "expires_after[anchor]";
  private static final String SECONDS = "expires_after[seconds]";
  private static final int MOST = 10_000;

  static void write(JsonGenerator out, StoredFile file) {
    out.writeStartObject();
    out.writeStringProperty("id", StoredFile.ID.write(file.id()));
    out.writeStringProperty("object", "file");
    out.writeNumberProperty("bytes", file.bytes());
    out.writeNumberProperty("created_at", file.created().getEpochSecond());
    out.writeNumberProperty("expires_at", file.expires().getEpochSecond());
    out.writeStringProperty("filename", file.name());
    out.writeStringProperty("purpose", file.purpose());
    out.writeStringProperty("status", "processed");
    out.writeNullProperty("status_details");
    out.writeEndObject();
  }

  /**
   * How long something is kept after its creation.
   *
   * @param seconds as they are told, at the place {@code path}
   */
  static Duration kept(@Nullable String anchor, @Nullable String seconds, String path) {
    if (!"created_at".equals(anchor)) {
      throw FieldRefusals.invalid(path + ".anchor", "must be 'created_at'");
    }
    if (seconds == null
        || !seconds.matches("[0-9]{4,7}")
        || Integer.parseInt(seconds) < 3_600
        || Integer.parseInt(seconds) > 2_592_000) {
      throw FieldRefusals.invalid(path + ".seconds", "must be 3600 to 2592000");
    }
    return Duration.ofSeconds(Integer.parseInt(seconds));
  }

  /** A limit of a list. */
  static int limit(@Nullable String text, int usual, int most) {
    if (text == null) {
      return usual;
    }
    if (!text.matches("[0-9]{1,6}")
        || Integer.parseInt(text) < 1
        || Integer.parseInt(text) > most) {
      throw FieldRefusals.invalid("limit", "must be 1 to " + most);
    }
    return Integer.parseInt(text);
  }

  /** A file on its way in. */
  record Upload() implements Form.Upload {

    @Override
    public SentFile read(Multipart form, Taker content) throws IOException {
      FileForm sent = FileForm.read(form, content);
      Map<String, String> told = new LinkedHashMap<>(sent.fields());
      return new SentFile(purpose(told.remove("purpose")), sent.name(), kept(told));
    }

    private static String purpose(@Nullable String purpose) {
      if (purpose == null) {
        throw FieldRefusals.missing("purpose");
      }
      if (!PURPOSES.contains(purpose)) {
        throw FieldRefusals.unsupported(
            "purpose",
            "must be 'batch', 'fine-tune' or 'user_data': files are kept for batches, fine-tuning"
                + " and chats");
      }
      return purpose;
    }

    private static @Nullable Duration kept(Map<String, String> told) {
      String anchor = told.remove(ANCHOR);
      String seconds = told.remove(SECONDS);
      if (!told.isEmpty()) {
        throw FieldRefusals.unsupported(told.keySet().iterator().next(), "is not known");
      }
      return anchor == null && seconds == null
          ? null
          : FileForms.kept(anchor, seconds, "expires_after");
    }

    @Override
    public byte[] write(StoredFile file) {
      return JsonBody.bytes(out -> FileForms.write(out, file));
    }
  }

  /** Files that are here. */
  record Files(Act act) implements Form.Files {

    @Override
    public UUID id(Question question) {
      return StoredFile.ID.read(question.named());
    }

    @Override
    public FileQuery query(Question question) {
      String after = question.query().get("after");
      String order = question.query().get("order");
      if (order != null && !order.equals("asc") && !order.equals("desc")) {
        throw FieldRefusals.invalid("order", "must be 'asc' or 'desc'");
      }
      return new FileQuery(
          question.query().get("purpose"),
          after == null ? null : StoredFile.ID.read(after),
          limit(question.query().get("limit"), MOST, MOST),
          "asc".equals(order));
    }

    @Override
    public byte[] write(StoredFile file) {
      return JsonBody.bytes(out -> FileForms.write(out, file));
    }

    @Override
    public byte[] write(List<StoredFile> page, boolean more) {
      return JsonBody.bytes(
          out -> {
            out.writeStartObject();
            out.writeStringProperty("object", "list");
            out.writeArrayPropertyStart("data");
            page.forEach(file -> FileForms.write(out, file));
            out.writeEndArray();
            out.writeName("first_id");
            out.writeString(page.isEmpty() ? null : StoredFile.ID.write(page.getFirst().id()));
            out.writeName("last_id");
            out.writeString(page.isEmpty() ? null : StoredFile.ID.write(page.getLast().id()));
            out.writeBooleanProperty("has_more", more);
            out.writeEndObject();
          });
    }

    @Override
    public byte[] deleted(UUID file) {
      return JsonBody.bytes(
          out -> {
            out.writeStartObject();
            out.writeStringProperty("id", StoredFile.ID.write(file));
            out.writeStringProperty("object", "file");
            out.writeBooleanProperty("deleted", true);
            out.writeEndObject();
          });
    }
  }
}
