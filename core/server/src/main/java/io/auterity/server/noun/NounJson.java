package io.auterity.server.noun;

import io.auterity.platform.noun.FromBody;
import io.auterity.platform.noun.Rest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.ContentNegotiationManager;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.mvc.method.annotation.RequestResponseBodyMethodProcessor;

/** Reads the JSON of operations' bodies and writes that of their answers, as controllers do. */
public final class NounJson extends RequestResponseBodyMethodProcessor {

  /**
   * @param advice on reading bodies, as it is given to controllers
   */
  public NounJson(List<HttpMessageConverter<?>> converters, List<Object> advice) {
    super(converters, new ContentNegotiationManager(), advice);
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.hasParameterAnnotation(FromBody.class);
  }

  @Override
  protected boolean checkRequired(MethodParameter parameter) {
    return !parameter.isOptional();
  }

  @Override
  public boolean supportsReturnType(MethodParameter type) {
    return type.hasMethodAnnotation(Rest.class);
  }

  @Override
  public void handleReturnValue(
      @Nullable Object answer,
      MethodParameter type,
      ModelAndViewContainer container,
      NativeWebRequest request)
      throws IOException, HttpMediaTypeNotAcceptableException {
    HttpServletResponse response =
        Objects.requireNonNull(request.getNativeResponse(HttpServletResponse.class));
    response.setStatus(Objects.requireNonNull(type.getMethodAnnotation(Rest.class)).status());
    if (type.getParameterType() == void.class) {
      container.setRequestHandled(true);
    } else {
      super.handleReturnValue(answer, type, container, request);
    }
  }
}
