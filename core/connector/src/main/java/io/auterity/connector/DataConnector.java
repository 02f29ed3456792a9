package io.auterity.connector;

import io.auterity.connector.plan.Absences;
import io.auterity.connector.plan.ConnectorPlan;
import io.auterity.connector.plan.OpenPlan;
import io.auterity.connector.plan.OperationPlan;
import io.auterity.connector.plan.VendorHints;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Extended;
import io.auterity.platform.catalogue.ExtensionValue;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.plugin.EvidencedConnector;
import io.auterity.platform.plugin.ExtendingConnector;
import io.auterity.platform.plugin.OperationEvidence;
import io.auterity.spi.Call;
import io.auterity.spi.Connector;
import io.auterity.spi.Json;
import io.auterity.spi.Kind;
import io.auterity.spi.Operation;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.Webhooks;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One connector of a file: its instances are proxies of the kind's interface, whose methods are the
 * operations of the plan; what the plan lacks is unsupported.
 */
final class DataConnector<K>
    implements Connector<K>, EvidencedConnector, ExtendingConnector, DescribedConnector {

  private final String id;
  private final Class<K> kind;
  private final ConnectorPlan plan;
  private final Binder binder;
  private final EvidencedConnector evidence;
  private final Absences absences;
  private final String jars;
  private final CodedOperations<K> coded;

  /**
   * @param jars those whose classes it names, by their SHA-256; empty when it names none
   */
  DataConnector(
      String id,
      Class<K> kind,
      ConnectorPlan plan,
      Binder binder,
      EvidencedConnector evidence,
      Absences absences,
      String jars) {
    this(id, kind, plan, binder, evidence, absences, jars, CodedOperations.none());
  }

  private DataConnector(
      String id,
      Class<K> kind,
      ConnectorPlan plan,
      Binder binder,
      EvidencedConnector evidence,
      Absences absences,
      String jars,
      CodedOperations<K> coded) {
    this.coded = coded;
    this.jars = jars;
    this.absences = absences;
    this.id = id;
    this.kind = kind;
    this.plan = plan;
    this.binder = binder;
    this.evidence = evidence;
  }

  /** The same, whose operations that are Java are these classes'. */
  DataConnector<K> with(ClassLoader classes) {
    return new DataConnector<>(
        id,
        kind,
        plan,
        binder,
        evidence,
        absences,
        jars,
        CodedOperations.of(kind, plan.coded(), classes));
  }

  @Override
  public OperationEvidence evidence(String operation) {
    return evidence.evidence(operation);
  }

  @Override
  public VendorHints hints() {
    return plan.hints();
  }

  // A class may do anything otherwise once its jars are others.
  @Override
  public Map<String, String> digests() {
    Map<String, String> digests = new HashMap<>(plan.digests());
    plan.coded().keySet().forEach(name -> digests.merge(name, jars, String::concat));
    return digests;
  }

  @Override
  public List<Capability> extensions() {
    return plan.extensions().values().stream().map(OperationPlan::capability).toList();
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Class<K> kind() {
    return kind;
  }

  @Override
  public K open(ProviderContext context) {
    OpenPlan open = new OpenPlan(plan, context, binder).telling(absences);
    K declared = proxy(new Instance(open, new CodedOperations.Opened<>(Map.of())));
    return coded.isEmpty()
        ? declared
        : proxy(new Instance(open, coded.open(context, declared)), AutoCloseable.class);
  }

  private K proxy(Instance instance, Class<?>... more) {
    List<Class<?>> types = new ArrayList<>(List.of(kind, Extended.class));
    types.addAll(List.of(more));
    return kind.cast(
        Proxy.newProxyInstance(kind.getClassLoader(), types.toArray(Class<?>[]::new), instance));
  }

  @Override
  public void check(K instance, Call call) {
    if (Proxy.getInvocationHandler(instance) instanceof DataConnector<?>.Instance found) {
      found.open.check(call);
    }
  }

  @Override
  public Optional<Webhooks> webhooks(K instance) {
    return Proxy.getInvocationHandler(instance) instanceof DataConnector<?>.Instance found
        ? found.open.webhooks(kind.getAnnotation(Kind.class).value())
        : Optional.empty();
  }

  private final class Instance implements InvocationHandler {

    private final OpenPlan open;
    private final CodedOperations.Opened<K> java;

    Instance(OpenPlan open, CodedOperations.Opened<K> java) {
      this.open = open;
      this.java = java;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
      if (arguments != null && arguments[0] instanceof ExtensionValue input) {
        return extension(input, (Call) arguments[1]);
      }
      Operation operation = method.getAnnotation(Operation.class);
      if (method.getDeclaringClass().equals(AutoCloseable.class)) {
        java.close();
        return null;
      }
      if (operation == null || arguments == null) {
        return ofObject(proxy, method, arguments);
      }
      Call call = (Call) arguments[1];
      String name = operation.resource() + "." + operation.verb();
      if (java.has(name)) {
        return java.call(name, method, arguments);
      }
      OperationPlan found = plan.operations().get(name);
      if (found == null) {
        throw call.unsupported();
      }
      Capability capability = found.capability();
      Record input = (Record) arguments[0];
      SecretFields asked =
          SecretFields.of(binder.renderInput(capability, Payload.of(input)), input);
      return open.call(found, asked.open(), asked.secrets(), call);
    }

    // A version of before may be asked for what only the next one has.
    private Object extension(ExtensionValue input, Call call) {
      OperationPlan found = plan.extensions().get(call.capability());
      if (found == null) {
        throw call.unsupported();
      }
      return open.call(found, input.fields(), Json.EMPTY, call);
    }

    private Object ofObject(Object proxy, Method method, Object @Nullable [] arguments) {
      return switch (method.getName()) {
        case "equals" -> arguments != null && same(proxy, arguments[0]);
        case "hashCode" -> System.identityHashCode(proxy);
        default -> "%s as data".formatted(id);
      };
    }

    @SuppressWarnings("ReferenceEquality") // An instance is equal to itself alone.
    private static boolean same(Object proxy, @Nullable Object other) {
      return proxy == other;
    }
  }
}
