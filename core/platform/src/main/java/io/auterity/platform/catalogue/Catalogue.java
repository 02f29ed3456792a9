package io.auterity.platform.catalogue;

import io.auterity.platform.suggestion.Nearest;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Events;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Kind;
import io.auterity.spi.Operation;
import io.auterity.spi.ai.Ai;
import io.auterity.spi.automation.Automation;
import io.auterity.spi.ci.Ci;
import io.auterity.spi.containers.Containers;
import io.auterity.spi.database.SqlDatabase;
import io.auterity.spi.documents.DocumentDatabase;
import io.auterity.spi.event.Eventing;
import io.auterity.spi.git.Git;
import io.auterity.spi.http.Http;
import io.auterity.spi.knowledge.Knowledge;
import io.auterity.spi.mail.MailService;
import io.auterity.spi.messaging.Messaging;
import io.auterity.spi.script.Scripting;
import io.auterity.spi.search.Search;
import io.auterity.spi.text.Text;
import io.auterity.spi.tracker.Tracker;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** All capabilities by id: those of the kinds, and those that connectors bring at the moment. */
public final class Catalogue {

  /** The kinds that this version of the product has. */
  public static final List<Class<?>> KINDS =
      List.of(
          Ai.class,
          Automation.class,
          Ci.class,
          Containers.class,
          DocumentDatabase.class,
          Eventing.class,
          Git.class,
          Http.class,
          Knowledge.class,
          MailService.class,
          Messaging.class,
          Scripting.class,
          Search.class,
          SqlDatabase.class,
          Text.class,
          Tracker.class);

  private final List<Class<?>> kinds;
  private final SortedMap<String, Capability> capabilities;
  private volatile Supplier<Map<String, Capability>> extensions = Map::of;

  private Catalogue(List<Class<?>> kinds, SortedMap<String, Capability> capabilities) {
    this.kinds = List.copyOf(kinds);
    this.capabilities = Collections.unmodifiableSortedMap(capabilities);
  }

  /** The capabilities of the kinds that this version of the product has. */
  public static Catalogue standard() {
    return new Catalogue(KINDS, Standard.CAPABILITIES);
  }

  // Their schemas take a tenth of a second, and never change.
  private static final class Standard {
    static final SortedMap<String, Capability> CAPABILITIES = capabilities(new Binder(), KINDS);
  }

  /** The capabilities of these kinds. */
  public static Catalogue of(Binder binder, List<Class<?>> kinds) {
    return new Catalogue(kinds, capabilities(binder, kinds));
  }

  private static SortedMap<String, Capability> capabilities(Binder binder, List<Class<?>> kinds) {
    SortedMap<String, Capability> all = new TreeMap<>();
    for (Class<?> kind : kinds) {
      for (Method method : kind.getMethods()) {
        if (method.isAnnotationPresent(Operation.class)) {
          Capability capability = capability(binder, kind, method);
          all.put(capability.id(), capability);
        }
      }
    }
    return all;
  }

  /** The interfaces of the kinds whose capabilities these are. */
  public List<Class<?>> kinds() {
    return kinds;
  }

  /**
   * Adds what connectors bring beside their kinds.
   *
   * @param brought by id, at any moment
   */
  public void extendBy(Supplier<Map<String, Capability>> brought) {
    extensions = brought;
  }

  /**
   * The operations of a kind, without what single connectors of it bring; by {@code resource.verb}.
   */
  public SortedMap<String, Capability> ofKind(String kind) {
    SortedMap<String, Capability> operations = new TreeMap<>();
    for (Capability each : capabilities.values()) {
      if (each.kind().equals(kind)) {
        operations.put(each.operation(), each);
      }
    }
    return operations;
  }

  public Optional<Capability> find(String id) {
    Capability ofKind = capabilities.get(id);
    return Optional.ofNullable(ofKind == null ? extensions.get().get(id) : ofKind);
  }

  /**
   * The capability of that id.
   *
   * @throws CallFailedException {@code not_found}, naming the nearest
   */
  public Capability get(String id) {
    return find(id)
        .orElseThrow(
            () ->
                new CallFailedException(
                    FailureCode.NOT_FOUND,
                    "no capability '%s'; %s".formatted(id, Nearest.fix(id, ids()))));
  }

  /** In the order of their ids. */
  public Collection<Capability> all() {
    return whole().values();
  }

  public Collection<String> ids() {
    return whole().keySet();
  }

  private SortedMap<String, Capability> whole() {
    Map<String, Capability> more = extensions.get();
    if (more.isEmpty()) {
      return capabilities;
    }
    SortedMap<String, Capability> all = new TreeMap<>(more);
    all.putAll(capabilities);
    return Collections.unmodifiableSortedMap(all);
  }

  /** Capabilities that a question may mean, in any of its words, the likeliest first. */
  public List<Capability> search(String question) {
    return new CapabilitySearch(all()).find(question);
  }

  private static Capability capability(Binder binder, Class<?> type, Method method) {
    String kind = type.getAnnotation(Kind.class).value();
    Operation operation = method.getAnnotation(Operation.class);
    Class<? extends Record> input = input(method);
    Type output = output(method, operation.stream());
    SecretPlaces.check(input, output);
    return new Capability(
        String.join(".", kind, operation.resource(), operation.verb()),
        kind,
        operation.resource(),
        operation.verb(),
        operation.summary(),
        operation.effect(),
        operation.cacheable(),
        operation.metered(),
        operation.stream(),
        operation.dataClass(),
        operation.heavy(),
        method,
        input,
        output,
        binder.inputSchema(input),
        binder.schema(output),
        null);
  }

  private static Class<? extends Record> input(Method method) {
    Class<?>[] parameters = method.getParameterTypes();
    if (parameters.length != 2 || !parameters[0].isRecord() || parameters[1] != Call.class) {
      throw new IllegalArgumentException(method + " must take one record and a Call");
    }
    return parameters[0].asSubclass(Record.class);
  }

  private static Type output(Method method, boolean stream) {
    boolean events = method.getReturnType() == Events.class;
    if (events != stream) {
      throw new IllegalArgumentException(method + " must return Events exactly when it streams");
    }
    Type returned = method.getGenericReturnType();
    return events ? ((ParameterizedType) returned).getActualTypeArguments()[0] : returned;
  }
}
