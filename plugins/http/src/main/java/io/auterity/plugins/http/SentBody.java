package io.auterity.plugins.http;

import io.auterity.spi.Content;
import io.auterity.spi.http.HttpPart;
import io.auterity.spi.http.HttpWrite;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.http.MultipartForm;
import io.auterity.toolkit.json.JsonUtf8;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request.
 *
 * @param mediaType null when there is no body
 */
// Bytes are handed on, never compared.
@SuppressWarnings("ArrayRecordComponent")
record SentBody(@Nullable String mediaType, byte[] bytes) {

  static final SentBody NONE = new SentBody(null, new byte[0]);

  /**
   * The body that a request says.
   *
   * @throws io.auterity.spi.CallFailedException {@code invalid} when it says more than one
   */
  static SentBody of(HttpWrite request) {
    long said =
        Stream.of(
                request.body(),
                request.form(),
                request.multipart().isEmpty() ? null : request.multipart(),
                request.text(),
                request.content())
            .filter(Objects::nonNull)
            .count();
    if (said > 1) {
      throw Refusal.invalid(
          "body", "must stand alone: say one of body, form, multipart, text and content");
    }
    if (!request.multipart().isEmpty()) {
      Content whole = multipart(request.multipart());
      return new SentBody(whole.mediaType(), whole.bytes());
    }
    if (request.body() != null) {
      return new SentBody("application/json", JsonUtf8.write(request.body()));
    }
    if (request.form() != null) {
      String form = QueryText.of("form", request.form());
      return new SentBody("application/x-www-form-urlencoded", utf8(form));
    }
    Content content = request.content();
    if (content != null) {
      return new SentBody(content.mediaType(), content.bytes());
    }
    return request.text() == null
        ? NONE
        : new SentBody("text/plain; charset=utf-8", utf8(request.text()));
  }

  private static Content multipart(List<HttpPart> parts) {
    MultipartForm form = new MultipartForm();
    for (int at = 0; at < parts.size(); at++) {
      HttpPart part = parts.get(at);
      if ((part.text() == null) == (part.file() == null)) {
        throw Refusal.invalid("multipart[%d]".formatted(at), "must have either text or file");
      }
      form.field(part.name(), part.text()).file(part.name(), part.file());
    }
    return form.content();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
