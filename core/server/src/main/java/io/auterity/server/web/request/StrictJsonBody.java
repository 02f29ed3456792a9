package io.auterity.server.web.request;

import io.auterity.platform.json.JsonEncoding;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/** Lets only clean UTF-8 be read as JSON, whatever the header or the first bytes of a body say. */
@ControllerAdvice
public final class StrictJsonBody extends RequestBodyAdviceAdapter {

  @Override
  public boolean supports(
      MethodParameter parameter, Type target, Class<? extends HttpMessageConverter<?>> converter) {
    return true;
  }

  @Override
  public HttpInputMessage beforeBodyRead(
      HttpInputMessage message,
      MethodParameter parameter,
      Type target,
      Class<? extends HttpMessageConverter<?>> converter)
      throws IOException {
    MediaType type = message.getHeaders().getContentType();
    if (type == null || !type.isCompatibleWith(MediaType.APPLICATION_JSON)) {
      return message;
    }
    requireUtf8(type.getCharset());
    byte[] body = message.getBody().readAllBytes();
    JsonEncoding.require(body);
    return new Checked(message.getHeaders(), body);
  }

  private static void requireUtf8(@Nullable Charset charset) {
    if (charset != null && !charset.equals(StandardCharsets.UTF_8)) {
      throw new CallFailedException(
          FailureCode.INVALID, "JSON is UTF-8 here, not %s".formatted(charset.name()));
    }
  }

  // Bytes are handed on, never compared.
  @SuppressWarnings("ArrayRecordComponent")
  private record Checked(HttpHeaders headers, byte[] body) implements HttpInputMessage {
    @Override
    public InputStream getBody() {
      return new ByteArrayInputStream(body);
    }

    @Override
    public HttpHeaders getHeaders() {
      return headers;
    }
  }
}
