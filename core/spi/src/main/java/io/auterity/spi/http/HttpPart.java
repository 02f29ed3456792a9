package io.auterity.spi.http;

import io.auterity.spi.Content;
import io.auterity.spi.Description;
import io.auterity.spi.TextForm;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A part of a {@code multipart/form-data} body: a field with its text, or a file. */
public record HttpPart(
    @Description("Name of the field, several of which may have one name")
        @TextForm(least = 1, most = 200)
        String name,
    @Description("Its text") @TextForm(most = 10_000_000) @Nullable String text,
    @Description("Its file, with its media type and name") @Nullable Content file) {
  public HttpPart {
    Objects.requireNonNull(name);
  }

  /** A field. */
  public static HttpPart of(String name, String text) {
    return new HttpPart(name, text, null);
  }

  /** A file. */
  public static HttpPart of(String name, Content file) {
    return new HttpPart(name, null, file);
  }
}
