package io.auterity.provider.plugin;

import io.auterity.platform.resource.JsonSchema;
import io.auterity.platform.telemetry.Telemetry;
import io.auterity.spi.AuthForm;
import io.auterity.spi.Connector;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import io.auterity.spi.PluginManifest.OperationSupport;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.Support;
import io.auterity.spi.Webhooks;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Connectors that lie in no jar: the classes of the test are those of the plugin. */
public final class LooseConnector {

  private LooseConnector() {}

  /** A connector of grade V1 that opens the same object for every provider. */
  public static <K> HostedConnector of(Class<K> kind, K target, String... operations) {
    return of("V1", kind, target, operations);
  }

  /** A connector of that grade that opens the same object for every provider. */
  public static <K> HostedConnector of(
      String grade, Class<K> kind, K target, String... operations) {
    return hosted(declared(grade, operations), connector(kind, target));
  }

  /** A connector of grade V1 that opens the same object and can do that. */
  public static <K> HostedConnector supporting(
      Class<K> kind, K target, Map<String, OperationSupport> support) {
    return hosted(declared("V1", support), connector(kind, target));
  }

  /** One that a manifest declares so and that opens the same object. */
  public static <K> HostedConnector declaring(Class<K> kind, K target, ConnectorManifest declared) {
    return hosted(declared, connector(kind, target));
  }

  /** A connector of which that is known of each of its operations. */
  public static HostedConnector evidenced(Map<String, OperationEvidence> evidence) {
    OperationSupport full = new OperationSupport(Support.FULL, false, null);
    Map<String, OperationSupport> support =
        evidence.keySet().stream().collect(Collectors.toMap(each -> each, each -> full));
    return hosted(declared("V0", support), new Evidenced(evidence));
  }

  private record Evidenced(Map<String, OperationEvidence> known)
      implements Connector<Object>, EvidencedConnector {
    @Override
    public String id() {
      return "loose";
    }

    @Override
    public Class<Object> kind() {
      return Object.class;
    }

    @Override
    public Object open(ProviderContext context) {
      return new Object();
    }

    @Override
    public OperationEvidence evidence(String operation) {
      return known.getOrDefault(operation, OperationEvidence.NONE);
    }
  }

  /** A connector with hosts, of which some get the credential; it opens nothing. */
  public static HostedConnector reaching(
      List<String> egress, List<String> credentialTo, Json.Obj config) {
    ConnectorManifest declared =
        ConnectorManifest.builder("loose", "test", "For tests")
            .config(config)
            .egress(egress)
            .grade("V1")
            .credentialTo(credentialTo)
            .build();
    return hosted(declared, connector(Object.class, new Object()));
  }

  /** A connector of that kind with marks, which reaches these hosts. */
  public static HostedConnector marked(String kind, List<String> marks, List<String> egress) {
    ConnectorManifest declared =
        ConnectorManifest.builder("loose", kind, "For tests")
            .marks(marks)
            .egress(egress)
            .grade("V1")
            .build();
    return hosted(declared, connector(Object.class, new Object()));
  }

  /** A connector with hosts, whose vendor's webhooks are read so. */
  public static HostedConnector sent(List<String> egress, Webhooks webhooks) {
    ConnectorManifest declared =
        ConnectorManifest.builder("loose", "test", "For tests").egress(egress).grade("V1").build();
    return hosted(declared, new Sent(webhooks));
  }

  private record Sent(Webhooks webhooks) implements Connector<Object> {
    @Override
    public String id() {
      return "loose";
    }

    @Override
    public Class<Object> kind() {
      return Object.class;
    }

    @Override
    public Object open(ProviderContext context) {
      return new Object();
    }

    @Override
    public Optional<Webhooks> webhooks(Object instance) {
      return Optional.of(webhooks);
    }
  }

  /** A connector with one host, whose vendor asks people; it opens nothing. */
  public static HostedConnector agreeing(String host, AuthForm.Tokens form) {
    ConnectorManifest declared =
        ConnectorManifest.builder("loose", "test", "For tests")
            .egress(List.of(host))
            .grade("V1")
            .auth(List.of("oauth2"))
            .authForms(Map.of("oauth2", form))
            .build();
    return hosted(declared, connector(Object.class, new Object()));
  }

  private static HostedConnector hosted(ConnectorManifest declared, Connector<?> connector) {
    PluginManifest manifest =
        PluginManifest.builder("loose", "1.0.0", "Main", "For tests")
            .connectors(List.of(declared))
            .build();
    HostContext context = HostContext.of(manifest, Telemetry.none().meters());
    PluginRealm realm =
        new PluginRealm("loose", LooseConnector.class.getClassLoader(), context.logger());
    return new HostedConnector(
        context, 1, declared, JsonSchema.of(declared.config()), connector, realm, false);
  }

  private static ConnectorManifest declared(String grade, String... operations) {
    OperationSupport full = new OperationSupport(Support.FULL, false, null);
    return declared(
        grade,
        List.of(operations).stream()
            .collect(Collectors.toMap(operation -> operation, operation -> full)));
  }

  private static ConnectorManifest declared(String grade, Map<String, OperationSupport> support) {
    return ConnectorManifest.builder("loose", "test", "For tests")
        .grade(grade)
        .support(support)
        .build();
  }

  private static <K> Connector<K> connector(Class<K> kind, K target) {
    return new Connector<>() {
      @Override
      public String id() {
        return "loose";
      }

      @Override
      public Class<K> kind() {
        return kind;
      }

      @Override
      public K open(ProviderContext context) {
        return target;
      }
    };
  }
}
