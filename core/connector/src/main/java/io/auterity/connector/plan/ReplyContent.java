package io.auterity.connector.plan;

import io.auterity.platform.expression.ValueType;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.spi.Content;
import io.auterity.spi.Json;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of a reply on their way into a record. Expressions see their media type and name, and a
 * mark where the bytes belong: they are never text, however many there are.
 */
final class ReplyContent {

  /** What expressions see; fits where a record holds a {@link Content}. */
  static final ValueType TYPE = type();

  private static final byte[] MARK = "bytes of the reply".getBytes(StandardCharsets.US_ASCII);
  private static final String UNKNOWN = "application/octet-stream";
  private static final Pattern MEDIA_TYPE =
      Pattern.compile("[a-zA-Z0-9][\\w!#$&^.+-]{0,126}/[a-zA-Z0-9][\\w!#$&^.+-]{0,126}");
  private static final Pattern FILE_NAME = Pattern.compile("filename=\"?([^\";/\\\\\\p{Cntrl}]+)");

  private static ValueType type() {
    Map<String, ValueType.Struct.Field> fields = new LinkedHashMap<>();
    fields.put("mediaType", new ValueType.Struct.Field(Scalar.TEXT, true));
    fields.put("base64", new ValueType.Struct.Field(Scalar.TEXT, true));
    fields.put("name", new ValueType.Struct.Field(Scalar.TEXT, false));
    return new ValueType.Struct(fields);
  }

  /** What expressions see of a reply with these headers. */
  static Json described(Json.Obj headers) {
    Json.Obj seen =
        Json.EMPTY
            .with("mediaType", Json.of(mediaType(said(headers, "content-type"))))
            .with("base64", Json.of(Base64.getEncoder().encodeToString(MARK)));
    Matcher name = FILE_NAME.matcher(said(headers, "content-disposition"));
    return name.find() ? seen.with("name", Json.of(name.group(1).strip())) : seen;
  }

  private static String said(Json.Obj headers, String name) {
    return Objects.requireNonNullElse(headers.text(name), "");
  }

  private static String mediaType(String header) {
    String type = header.split(";", 2)[0].strip();
    return MEDIA_TYPE.matcher(type).matches() ? type : UNKNOWN;
  }

  /** A value with these bytes wherever the mark is in it. */
  static Object filled(Object value, ReplyBytes bytes) {
    return switch (value) {
      case Content content when marked(content) -> bytes.as(content.mediaType(), content.name());
      case Record whole -> filled(whole, bytes);
      default -> value;
    };
  }

  private static boolean marked(Content content) {
    return content.length() == MARK.length && Arrays.equals(content.bytes(), MARK);
  }

  private static Object filled(Record whole, ReplyBytes bytes) {
    RecordComponent[] parts = whole.getClass().getRecordComponents();
    @Nullable Object[] values = new @Nullable Object[parts.length];
    Class<?>[] types = new Class<?>[parts.length];
    try {
      for (int i = 0; i < parts.length; i++) {
        Object value = parts[i].getAccessor().invoke(whole);
        values[i] = value == null ? null : filled(value, bytes);
        types[i] = parts[i].getType();
      }
      return whole.getClass().getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      Throwable cause = e instanceof InvocationTargetException wrapped ? wrapped.getCause() : e;
      throw new IllegalStateException(whole.getClass() + " cannot be made again", cause);
    }
  }
}
