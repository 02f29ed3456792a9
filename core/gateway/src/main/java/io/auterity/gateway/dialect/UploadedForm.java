package io.auterity.gateway.dialect;

import io.auterity.spi.Content;
import io.auterity.spi.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A form whose files are in memory. Its fields are read as those of a JSON body are: a number is a
 * number wherever it is written as one, {@code true} and {@code false} are no words, and fields
 * whose names end with brackets are a list.
 *
 * @param files by name, without brackets
 */
public record UploadedForm(RequestFields fields, Map<String, List<Content>> files) {

  private static final int LONGEST_FIELD = 128 * 1024;
  private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9]\\d{0,17})");
  private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9]\\d{0,17})\\.\\d{1,17}");
  private static final Pattern MEDIA_TYPE =
      Pattern.compile("[a-zA-Z0-9][\\w!#$&^.+-]{0,126}/[a-zA-Z0-9][\\w!#$&^.+-]{0,126}");

  private static final String UNKNOWN = "application/octet-stream";

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("flac", "audio/flac"),
          Map.entry("m4a", "audio/mp4"),
          Map.entry("mp3", "audio/mpeg"),
          Map.entry("mp4", "audio/mp4"),
          Map.entry("mpeg", "audio/mpeg"),
          Map.entry("mpga", "audio/mpeg"),
          Map.entry("oga", "audio/ogg"),
          Map.entry("ogg", "audio/ogg"),
          Map.entry("opus", "audio/ogg"),
          Map.entry("wav", "audio/wav"),
          Map.entry("webm", "audio/webm"),
          Map.entry("png", "image/png"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("jpeg", "image/jpeg"),
          Map.entry("webp", "image/webp"));

  /**
   * Reads a form.
   *
   * @param words fields that stay words, though they may look like a number
   * @throws io.auterity.spi.CallFailedException {@code invalid}
   */
  public static UploadedForm read(Question question, List<String> words) {
    Reading reading = new Reading(words);
    try {
      Multipart form =
          Multipart.of(
              question.headers().get("content-type"), new ByteArrayInputStream(question.body()));
      for (Multipart.Field field = form.next(); field != null; field = form.next()) {
        reading.take(field);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return reading.form();
  }

  /** The only file of that name. */
  public Content file(String name) {
    Content only = optionalFile(name);
    if (only == null) {
      throw FieldRefusals.missing(name);
    }
    return only;
  }

  /** The only file of that name; null when there is none. */
  public @Nullable Content optionalFile(String name) {
    List<Content> all = files.getOrDefault(name, List.of());
    if (all.size() > 1) {
      throw FieldRefusals.invalid(name, "must be one file, not %d".formatted(all.size()));
    }
    return all.isEmpty() ? null : all.getFirst();
  }

  /** Refuses files of any other name. */
  public void refuseOtherFiles(List<String> known) {
    for (String name : files.keySet()) {
      if (!known.contains(name)) {
        throw FieldRefusals.unsupported(name, "is no file that is known");
      }
    }
  }

  private static final class Reading {
    private final List<String> words;
    private final Map<String, Json> single = new LinkedHashMap<>();
    private final Map<String, List<Json>> lists = new LinkedHashMap<>();
    private final Map<String, List<Content>> files = new LinkedHashMap<>();

    Reading(List<String> words) {
      this.words = words;
    }

    void take(Multipart.Field field) throws IOException {
      boolean list = field.name().endsWith("[]");
      String name = list ? field.name().substring(0, field.name().length() - 2) : field.name();
      if (field.file() != null) {
        files.computeIfAbsent(name, same -> new ArrayList<>()).add(content(field));
      } else if (list) {
        lists.computeIfAbsent(name, same -> new ArrayList<>()).add(value(name, field));
      } else if (single.put(name, value(name, field)) != null) {
        throw FieldRefusals.invalid(name, "stands twice");
      }
    }

    private Json value(String name, Multipart.Field field) throws IOException {
      byte[] bytes = field.content().readNBytes(LONGEST_FIELD + 1);
      if (bytes.length > LONGEST_FIELD) {
        throw FieldRefusals.invalid(name, "is longer than %d bytes".formatted(LONGEST_FIELD));
      }
      String text = new String(bytes, StandardCharsets.UTF_8);
      return words.contains(name) ? Json.of(text) : typed(text);
    }

    private static Json typed(String text) {
      if (INTEGER.matcher(text).matches()) {
        return Json.of(Long.parseLong(text));
      }
      if (DECIMAL.matcher(text).matches()) {
        return Json.of(Double.parseDouble(text));
      }
      return switch (text) {
        case "true" -> Json.of(true);
        case "false" -> Json.of(false);
        default -> Json.of(text);
      };
    }

    private static Content content(Multipart.Field field) throws IOException {
      String name = bare(String.valueOf(field.file()));
      return Content.of(
          type(field.type(), name), name.isEmpty() ? null : name, field.content().readAllBytes());
    }

    // Some clients send the whole path.
    private static String bare(String file) {
      return file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    }

    private static String type(@Nullable String told, String name) {
      String type = told == null ? UNKNOWN : told.split(";", 2)[0].strip();
      if (MEDIA_TYPE.matcher(type).matches() && !type.equals(UNKNOWN)) {
        return type;
      }
      String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
      return TYPES.getOrDefault(ending, UNKNOWN);
    }

    UploadedForm form() {
      lists.forEach(
          (name, items) -> {
            if (single.put(name, Json.array(items)) != null) {
              throw FieldRefusals.invalid(name, "stands alone and as a list");
            }
          });
      return new UploadedForm(RequestFields.of("", new Json.Obj(single)), files);
    }
  }
}
