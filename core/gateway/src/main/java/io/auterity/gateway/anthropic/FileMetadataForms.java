package io.auterity.gateway.anthropic;

import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.FileForm;
import io.auterity.gateway.dialect.Form;
import io.auterity.gateway.dialect.JsonBody;
import io.auterity.gateway.dialect.Multipart;
import io.auterity.gateway.dialect.Question;
import io.auterity.gateway.dialect.SentFile;
import io.auterity.jobs.file.FileQuery;
import io.auterity.jobs.file.StoredFile;
import java.io.IOException;
import java.net.URLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Anthropic's files, which are all left for messages. */
final class FileMetadataForms {

  private static final String UNKNOWN = "application/octet-stream";
  private static final String SECONDS = "expires_in_seconds";

  /** For how many seconds the vendor keeps a file. */
  private static final int SHORTEST = 3_600;

  private static final int LONGEST = 7_776_000;

  private static void write(JsonGenerator out, StoredFile file) {
    String type = URLConnection.guessContentTypeFromName(file.name());
    out.writeStartObject();
    out.writeStringProperty("type", "file");
    out.writeStringProperty("id", StoredFile.ID.write(file.id()));
    out.writeStringProperty("filename", file.name());
    out.writeStringProperty("mime_type", Objects.requireNonNullElse(type, UNKNOWN));
    out.writeNumberProperty("size_bytes", file.bytes());
    out.writeStringProperty("created_at", file.created().toString());
    out.writeBooleanProperty("downloadable", true);
    out.writeStringProperty("expires_at", file.expires().toString());
    out.writeEndObject();
  }

  /** A file on its way in. */
  record Upload() implements Form.Upload {

    @Override
    public SentFile read(Multipart form, Taker content) throws IOException {
      FileForm sent = FileForm.read(form, content);
      for (String name : sent.fields().keySet()) {
        if (!name.equals(SECONDS)) {
          throw FieldRefusals.unsupported(name, "is not known");
        }
      }
      return new SentFile(StoredFile.USER_DATA, sent.name(), kept(sent.fields().get(SECONDS)));
    }

    private static @Nullable Duration kept(@Nullable String seconds) {
      if (seconds == null) {
        return null;
      }
      if (!seconds.matches("[0-9]{4,7}")
          || Integer.parseInt(seconds) < SHORTEST
          || Integer.parseInt(seconds) > LONGEST) {
        throw FieldRefusals.invalid(SECONDS, "must be %d to %d".formatted(SHORTEST, LONGEST));
      }
      return Duration.ofSeconds(Integer.parseInt(seconds));
    }

    @Override
    public byte[] write(StoredFile file) {
      return JsonBody.bytes(out -> FileMetadataForms.write(out, file));
    }
  }

  /** Files that are here, also those that were left in another dialect. */
  record Files(Act act) implements Form.Files {

    @Override
    public UUID id(Question question) {
      return StoredFile.ID.read(question.named());
    }

    @Override
    public FileQuery query(Question question) {
      String after = question.query().get("after_id");
      if (question.query().get("before_id") != null) {
        throw FieldRefusals.unsupported("before_id", "is not known: pages go on with after_id");
      }
      return new FileQuery(
          null,
          after == null ? null : StoredFile.ID.read(after),
          ListPage.limit(question.query().get("limit")),
          false);
    }

    @Override
    public byte[] write(StoredFile file) {
      return JsonBody.bytes(out -> FileMetadataForms.write(out, file));
    }

    @Override
    public byte[] write(List<StoredFile> page, boolean more) {
      return new ListPage<>(page, more)
          .write(file -> StoredFile.ID.write(file.id()), FileMetadataForms::write);
    }

    @Override
    public byte[] deleted(UUID file) {
      return JsonBody.bytes(
          out -> {
            out.writeStartObject();
            out.writeStringProperty("id", StoredFile.ID.write(file));
            out.writeStringProperty("type", "file_deleted");
            out.writeEndObject();
          });
    }
  }
}
