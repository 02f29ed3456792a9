package io.auterity.server.wiring;

import io.auterity.platform.bound.MemoryPool;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.catalogue.InboundKinds;
import io.auterity.platform.config.Settings;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.Time;
import io.auterity.server.idempotency.IdempotencyFilter;
import io.auterity.server.inbound.InboundDoor;
import io.auterity.server.mcp.McpEndpoint;
import io.auterity.server.mcp.MessageFilter;
import io.auterity.server.mcp.SessionIds;
import io.auterity.server.mcp.ToolMethods;
import io.auterity.server.noun.NounArguments;
import io.auterity.server.noun.NounJson;
import io.auterity.server.providers.ConnectionController;
import io.auterity.server.session.CallbackAddress;
import io.auterity.server.session.SignInController;
import io.auterity.server.start.OperatorKey;
import io.auterity.server.studio.StudioFiles;
import io.auterity.server.telemetry.Meters;
import io.auterity.server.telemetry.RequestMeter;
import io.auterity.server.telemetry.RequestSpan;
import io.auterity.server.telemetry.Traces;
import io.auterity.server.web.errors.ErrorAdvice;
import io.auterity.server.web.errors.ErrorValve;
import io.auterity.server.web.errors.ErrorWriter;
import io.auterity.server.web.errors.RequestId;
import io.auterity.server.web.json.WebJson;
import io.auterity.server.web.request.BodyLimit;
import io.auterity.server.web.request.ClientAddress;
import io.auterity.server.web.request.HeadDeadline;
import io.auterity.server.web.request.QueryParameterCheck;
import io.auterity.server.web.request.ReadyFilter;
import io.auterity.server.web.request.StrictHead;
import io.auterity.server.web.request.StrictJsonBody;
import io.auterity.server.web.request.TenantPlaces;
import io.auterity.server.web.request.UnreadBody;
import io.auterity.server.web.security.AuthenticationFilter;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.HostCheck;
import io.auterity.server.web.security.Permission;
import io.auterity.server.web.security.RequestPaths;
import io.auterity.server.web.security.SecurityHeaders;
import io.auterity.spi.inbound.InboundActs;
import jakarta.servlet.Filter;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/** The filter chain in front of every route, in the order in which a request meets it. */
final class RequestFilters {

  private static final Map<String, InboundActs> INBOUND = InboundKinds.of(Catalogue.KINDS);
  private static final String[] GUARDED =
      Stream.concat(Stream.of("/api/*", "/mcp/*", "/mcp"), inboundPaths()).toArray(String[]::new);

  /** Where browsers are sent, and what these pages load: they wait for the start. */
  private static final String[] VISITED = {
    ConnectionController.CALLBACK,
    ConnectionController.SCRIPT,
    ConnectionController.STYLE,
    SignInController.CALLBACK,
    SignInController.SCRIPT
  };

  // Half as many as connections: one tenant alone gets a quarter.
  private static final int MOST_REQUESTS = 4_096;

  private final GenericApplicationContext context;
  private final JsonMapper mapper;
  private final ErrorWriter errors;
  private int order;

  private RequestFilters(GenericApplicationContext context, Settings.Limits limits) {
    this.context = context;
    this.mapper = WebJson.mapper(limits.bodyValues());
    this.errors = new ErrorWriter(mapper, RequestPaths::inbound);
  }

  static void register(
      GenericApplicationContext context,
      ProductStart start,
      Settings settings,
      MemoryPool memory,
      OperatorKey operator,
      Meters meters,
      Traces traces,
      Time time) {
    RequestFilters web = new RequestFilters(context, settings.limits());
    Ids ids = Ids.system(time);
    ErrorWriter errors = web.errors;
    web.filter(new RequestId(ids::next), "/*");
    web.filter(new RequestMeter(meters.registry()), "/*");
    web.filter(new RequestSpan(traces.telemetry()), GUARDED);
    web.filter(new SecurityHeaders(), "/*");
    web.filter(new HostCheck(settings.console().host(), errors), "/*");
    web.filter(
        new BodyLimit(settings.limits(), settings.inbound().bodyBytes(), memory, time, errors),
        "/*");
    web.filter(new ReadyFilter(start::ready, errors), GUARDED);
    web.filter(new ReadyFilter(start::ready, errors), "/hooks/*");
    web.filter(
        (request, response, chain) -> {
          start.awaitRoutes();
          chain.doFilter(request, response);
        },
        VISITED);
    web.filter(
        new AuthenticationFilter(
            () -> start.product().base.access.authenticator(),
            () -> start.product().base.access.sessions(),
            request -> CallbackAddress.secure(request, settings.inbound().address()),
            errors),
        GUARDED);
    web.filter(new TenantPlaces(MOST_REQUESTS, errors), GUARDED);
    web.filter(new MessageFilter(settings.limits().bodyValues()), McpEndpoint.PATH);
    web.filter(
        new SessionIds(() -> start.product().base.seal, new SecureRandom()), McpEndpoint.PATH);
    web.filter(new ToolMethods(() -> start.product().tools), McpEndpoint.PATH);
    web.filter(new IdempotencyFilter(() -> start.product().base.idempotency, errors), "/api/*");

    context.registerBean("studio", SimpleUrlHandlerMapping.class, () -> studio(errors));
    context.registerBean(McpEndpoint.class, () -> new McpEndpoint(settings.limits().bodyValues()));
    context.registerBean("mcp", ServletRegistrationBean.class, () -> mcp(context));
    InboundDoor door =
        new InboundDoor(
            INBOUND,
            () -> start.product().relay,
            (caller, capability) ->
                start
                    .product()
                    .base
                    .access
                    .authorizer()
                    .authorize(
                        caller.scope(),
                        caller.principal(),
                        start.product().base.catalogue.get(capability)),
            ids,
            time,
            settings.inbound().bodyBytes());
    context.registerBean("inbound", ServletRegistrationBean.class, () -> inbound(door));
    context.registerBean(Strictness.class, () -> new Strictness(time, settings));
    context.registerBean(JsonMapper.class, () -> web.mapper);
    context.registerBean(ErrorAdvice.class, ErrorAdvice::new);
    context.registerBean(StrictJsonBody.class, StrictJsonBody::new);
    context.registerBean(
        WebMvcConfigurer.class,
        () ->
            new Mvc(
                new Permission(
                    () -> start.product().base.access.acts(),
                    () -> start.product().base.access.authorizer(),
                    () -> start.product().base.access.audit(),
                    operator::require),
                new NounJson(
                    List.of(new JacksonJsonHttpMessageConverter(web.mapper)),
                    List.of(new StrictJsonBody()))));
  }

  private static SimpleUrlHandlerMapping studio(ErrorWriter errors) {
    StudioFiles files = new StudioFiles(RequestFilters.class.getClassLoader(), errors);
    return new SimpleUrlHandlerMapping(Map.of("/**", files), Ordered.LOWEST_PRECEDENCE);
  }

  private static Stream<String> inboundPaths() {
    return INBOUND.keySet().stream().map(kind -> "/" + kind + "/*");
  }

  private static ServletRegistrationBean<?> inbound(InboundDoor door) {
    return new ServletRegistrationBean<>(door, inboundPaths().toArray(String[]::new));
  }

  private static ServletRegistrationBean<?> mcp(GenericApplicationContext context) {
    ServletRegistrationBean<?> bean =
        new ServletRegistrationBean<>(
            context.getBean(McpEndpoint.class).servlet(), McpEndpoint.PATH);
    bean.setAsyncSupported(true);
    return bean;
  }

  private void filter(Filter filter, String... patterns) {
    int position = order++;
    context.registerBean(
        "filter" + position,
        FilterRegistrationBean.class,
        () -> {
          FilterRegistrationBean<Filter> bean = new FilterRegistrationBean<>(filter);
          bean.setOrder(position);
          bean.addUrlPatterns(patterns);
          bean.setAsyncSupported(true);
          return bean;
        });
  }

  private record Strictness(Time time, Settings settings)
      implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
    @Override
    public void customize(TomcatServletWebServerFactory factory) {
      factory.setProtocol(HeadDeadline.class.getName());
      List<String> proxies = settings.inbound().proxies();
      if (!proxies.isEmpty()) {
        factory.addEngineValves(new ClientAddress(proxies));
      }
      factory.addContextValves(
          new StrictHead(), new UnreadBody(time, settings.limits().bodyBytes()));
      // Left to the valve, which ends the connection as well.
      factory.addConnectorCustomizers(connector -> connector.setAllowTrace(true));
      // A body is read by its route, and not by code that only asks for a parameter.
      factory.addConnectorCustomizers(connector -> connector.setParseBodyMethods(""));
      factory.addContextCustomizers(
          tomcat ->
              ((StandardHost) tomcat.getParent())
                  .setErrorReportValveClass(ErrorValve.class.getName()));
    }
  }

  private record Mvc(Permission permission, NounJson nouns) implements WebMvcConfigurer {
    @Override
    public void addInterceptors(InterceptorRegistry registry) {
      registry.addInterceptor(permission);
      registry.addInterceptor(new QueryParameterCheck());
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
      resolvers.add(new Caller.Argument());
      resolvers.add(new NounArguments());
      resolvers.add(nouns);
    }

    @Override
    public void addReturnValueHandlers(List<HandlerMethodReturnValueHandler> handlers) {
      handlers.add(nouns);
    }
  }
}
