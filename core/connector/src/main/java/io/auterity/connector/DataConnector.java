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
import io.auterity.provider.plugin.EvidencedConnector;
import io.auterity.provider.plugin.ExtendingConnector;
import io.auterity.provider.plugin.OperationEvidence;
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

  private final Declared<K> said;
  private final CodedOperations<K> coded;

  /**
   * What a connector is but for its classes.
   *
   * @param evidence what is proven of its operations
   * @param absences told what the vendor's replies lack
   * @param jars those whose classes it names, by their SHA-256; empty when it names none
   */
  record Declared<K>(
      String id,
      Class<K> kind,
      ConnectorPlan plan,
      Binder binder,
      EvidencedConnector evidence,
      Absences absences,
      String jars) {}

  DataConnector(Declared<K> said) {
    this(said, CodedOperations.none());
  }

  private DataConnector(Declared<K> said, CodedOperations<K> coded) {
    this.said = said;
    this.coded = coded;
  }

  /** The same, whose operations that are Java are these classes'. */
  DataConnector<K> with(ClassLoader classes) {
    return new DataConnector<>(said, CodedOperations.of(said.kind, said.plan.coded(), classes));
  }

  @Override
  public OperationEvidence evidence(String operation) {
    return said.evidence.evidence(operation);
  }

  @Override
  public VendorHints hints() {
    return said.plan.hints();
  }

  @Override
  public List<String> eventTypes() {
    return said.plan.eventTypes();
  }

  // A class may do anything otherwise once its jars are others.
  @Override
  public Map<String, String> digests() {
    Map<String, String> digests = new HashMap<>(said.plan.digests());
    said.plan.coded().keySet().forEach(name -> digests.merge(name, said.jars, String::concat));
    return digests;
  }

  @Override
  public List<Capability> extensions() {
    return said.plan.extensions().values().stream().map(OperationPlan::capability).toList();
  }

  @Override
  public String id() {
    return said.id;
  }

  @Override
  public Class<K> kind() {
    return said.kind;
  }

  @Override
  public K open(ProviderContext context) {
    OpenPlan open = new OpenPlan(said.plan, context, said.binder).telling(said.absences);
    K declared = proxy(new Instance(open, new CodedOperations.Opened<>(Map.of())));
    return coded.isEmpty()
        ? declared
        : proxy(new Instance(open, coded.open(context, declared)), AutoCloseable.class);
  }

  private K proxy(Instance instance, Class<?>... more) {
    List<Class<?>> types = new ArrayList<>(List.of(said.kind, Extended.class));
    types.addAll(List.of(more));
    return said.kind.cast(
        Proxy.newProxyInstance(
            said.kind.getClassLoader(), types.toArray(Class<?>[]::new), instance));
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
        ? found.open.webhooks(said.kind.getAnnotation(Kind.class).value())
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
      OperationPlan found = said.plan.operations().get(name);
      if (found == null) {
        throw call.unsupported();
      }
      Capability capability = found.capability();
      Record input = (Record) arguments[0];
      SecretFields asked =
          SecretFields.of(said.binder.renderInput(capability, Payload.of(input)), input);
      return open.call(found, asked.open(), asked.secrets(), call);
    }

    // A version of before may be asked for what only the next one has.
    private Object extension(ExtensionValue input, Call call) {
      OperationPlan found = said.plan.extensions().get(call.capability());
      if (found == null) {
        throw call.unsupported();
      }
      return open.call(found, input.fields(), Json.EMPTY, call);
    }

    private Object ofObject(Object proxy, Method method, Object @Nullable [] arguments) {
      return switch (method.getName()) {
        case "equals" -> arguments != null && same(proxy, arguments[0]);
        case "hashCode" -> System.identityHashCode(proxy);
        default -> "%s as data".formatted(said.id);
      };
    }

    @SuppressWarnings("ReferenceEquality") // An instance is equal to itself alone.
    private static boolean same(Object proxy, @Nullable Object other) {
      return proxy == other;
    }
  }
}
