package io.auterity.server.noun;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.Act;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.noun.FromBody;
import io.auterity.platform.noun.NounCaller;
import io.auterity.platform.noun.Rest;
import io.auterity.server.idempotency.KeyUse;
import io.auterity.server.web.security.Caller;
import io.auterity.spi.Default;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerMapping;

/** Hands an operation its caller, the parts of its path, and a record of its query. */
public final class NounArguments implements HandlerMethodArgumentResolver {

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    Class<?> type = parameter.getParameterType();
    return type == NounCaller.class
        || (parameter.hasMethodAnnotation(Rest.class)
            && !parameter.hasParameterAnnotation(FromBody.class)
            && (type == String.class || type.isRecord()));
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders)
      throws Exception {
    HttpServletRequest servlet =
        Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class));
    if (parameter.getParameterType() == NounCaller.class) {
      return new RequestCaller(Caller.required(servlet), KeyUse.of(servlet));
    }
    return parameter.getParameterType().isRecord()
        ? query(parameter, request, Objects.requireNonNull(binders))
        : Objects.requireNonNull(parts(servlet).get(parameter.getParameterName()));
  }

  private static Object query(
      MethodParameter parameter, NativeWebRequest request, WebDataBinderFactory binders)
      throws Exception {
    RecordComponent[] components = parameter.getParameterType().getRecordComponents();
    @Nullable Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] = value(components[i], parameter, request, binders);
    }
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    return parameter.getParameterType().getConstructor(types).newInstance(values);
  }

  private static @Nullable Object value(
      RecordComponent component,
      MethodParameter parameter,
      NativeWebRequest request,
      WebDataBinderFactory binders)
      throws Exception {
    String name = component.getName();
    Default usual = component.getAnnotation(Default.class);
    String[] texts = request.getParameterValues(name);
    boolean empty = texts == null || (texts.length == 1 && texts[0].isEmpty());
    Object given = empty && usual != null ? usual.value() : texts;
    if (given instanceof String[] several && several.length == 1) {
      given = several[0];
    }
    try {
      return given == null
          ? null
          : binders
              .createBinder(request, null, name)
              .convertIfNecessary(given, component.getType());
    } catch (TypeMismatchException e) {
      throw new MethodArgumentTypeMismatchException(given, component.getType(), name, parameter, e);
    }
  }

  @SuppressWarnings("unchecked") // Spring keeps what it found in the path under this name.
  private static Map<String, String> parts(HttpServletRequest request) {
    return (Map<String, String>)
        request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
  }

  private record RequestCaller(Caller caller, Optional<UUID> repeatableId) implements NounCaller {

    @Override
    public Authenticated authenticated() {
      return caller.authenticated();
    }

    @Override
    public AuditedAct act(Act act) {
      return caller.act(act);
    }
  }
}
