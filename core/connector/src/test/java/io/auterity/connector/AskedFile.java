package io.auterity.connector;

import io.auterity.connector.check.CheckedFile;
import io.auterity.connector.rehearsal.SampledInputs;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Extended;
import io.auterity.platform.catalogue.ExtensionValue;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Connector;
import io.auterity.spi.Done;
import io.auterity.spi.Effect;
import io.auterity.spi.Events;
import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.transport.ScriptedReply;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A file of the product of which each operation is asked before one vendor. */
final class AskedFile {

  private static final Map<String, AskedFile> READ = new ConcurrentHashMap<>();

  private final CheckedFile file;
  private final DataPlugin plugin;
  private final Json.Obj config;

  /** What reads by POST: AWS names what it asks for in a header, GraphQL in the body. */
  private static final Pattern READING =
      Pattern.compile(".*\\.(Describe|List|BatchGet|BatchCheck).*");

  /**
   * How a call ended.
   *
   * @param name of the operation, with its connector
   * @param line where it stands in the file
   * @param tells whether it tells more than that it was done
   * @param failed null when it did not
   */
  record Ended(
      String name,
      int line,
      Effect effect,
      boolean tells,
      List<WireRequest> requests,
      @Nullable Failure failed) {

    Failure failure() {
      return Objects.requireNonNull(failed, name + " did not fail");
    }

    /** Whether something that was sent may have changed something. */
    boolean wrote() {
      return effect != Effect.NONE
          && requests.stream()
              .filter(request -> !List.of("GET", "HEAD").contains(request.method()))
              .filter(request -> !READING.matcher(target(request)).matches())
              .anyMatch(request -> !text(request).startsWith("{\"query\":\"query"));
    }

    private static String target(WireRequest request) {
      return String.join("", request.headers().getOrDefault("x-amz-target", List.of()));
    }

    private static String text(WireRequest request) {
      return new String(request.body(), StandardCharsets.UTF_8);
    }
  }

  /** The file of that id, which all tests of a JVM share. */
  static AskedFile of(String id) {
    return READ.computeIfAbsent(id, AskedFile::new);
  }

  private AskedFile(String id) {
    file = VendorFiles.checked(id);
    plugin = new DataPlugin(file, VendorFiles.KINDS, VendorFiles.BINDER);
    config = config(file.file().part("config"), file.file().part("servers").toString());
  }

  private static Json.Obj config(Json.Obj described, String servers) {
    Json.Obj config = Json.EMPTY;
    for (Map.Entry<String, Json> each : described.fields().entrySet()) {
      String name = each.getKey();
      boolean address = servers.contains("\"url\":\"${config.%s}".formatted(name));
      config = config.with(name, configured(name, (Json.Obj) each.getValue(), address));
    }
    return config;
  }

  private static Json configured(String name, Json.Obj described, boolean address) {
    if (address || "uri".equals(described.text("format"))) {
      return Json.of("https://%s.vendor.example".formatted(name));
    }
    return "integer".equals(described.text("type")) ? Json.of(12) : Json.of("12");
  }

  /**
   * How those operations of its kinds ended that sent a request; of those that ask for secrets none
   * is asked.
   *
   * @param texts of what is given for a free text of that name
   */
  List<Ended> call(ScriptedReply reply, UnaryOperator<String> texts) {
    return call(reply, texts, each -> each.extension() == null);
  }

  /** The same of all that changes something, what it brings beside its kinds too. */
  List<Ended> callWrites(ScriptedReply reply) {
    return call(reply, name -> "some " + name, each -> each.effect() != Effect.NONE);
  }

  private List<Ended> call(
      ScriptedReply reply, UnaryOperator<String> texts, Predicate<Capability> which) {
    SampledInputs inputs = new SampledInputs(file.file(), texts);
    List<Ended> asked = new ArrayList<>();
    for (Connector<?> connector : plugin.connectors()) {
      Objects.requireNonNull(file.plans().get(connector.id())).operations().values().stream()
          .map(operation -> operation.capability())
          .filter(each -> which.test(each) && !each.namesSecrets())
          .flatMap(
              each ->
                  inputs
                      .of(each, VendorFiles.BINDER)
                      .map(input -> ended(connector, each, input, reply))
                      .stream())
          .filter(ended -> !ended.requests().isEmpty())
          .forEach(asked::add);
    }
    return asked;
  }

  /** Whether the file itself says which answers of status 2xx are none. */
  boolean refusesWithSuccess() {
    return file.file().part("errors").get("failed") != null;
  }

  /** Carries an operation out, up to the first event where it is a stream. */
  private Ended ended(
      Connector<?> connector, Capability capability, Record input, ScriptedReply reply) {
    String name = connector.id() + "." + capability.operation();
    UniformVendor vendor = new UniformVendor(reply);
    FakeProvider provider =
        new FakeProvider("mine", plugin.manifest()).withConfig(config).withTransport(vendor);
    FakeCall call = FakeCall.of(capability.id(), provider);
    Failure failure = null;
    try {
      Object output = output(capability, connector.open(provider), input, call);
      if (output instanceof Events<?> events) {
        events.next();
        events.close();
      }
    } catch (InvocationTargetException e) {
      failure = failure(name, e.getCause());
    } catch (CallFailedException e) {
      failure = e.failure();
    } catch (IllegalAccessException e) {
      throw new AssertionError(name, e);
    }
    boolean tells = !capability.output().equals(Done.class);
    return new Ended(
        name,
        line(connector.id(), capability),
        capability.effect(),
        tells,
        List.copyOf(vendor.requests),
        failure);
  }

  private static Object output(Capability capability, Object open, Record input, FakeCall call)
      throws InvocationTargetException, IllegalAccessException {
    return capability.extension() == null
        ? capability.method().invoke(open, input, call)
        : ((Extended) open).extension((ExtensionValue) input, call);
  }

  private int line(String connector, Capability capability) {
    String place = capability.extension() == null ? "operations" : "extensions";
    String path = "connectors.%s.%s['%s']".formatted(connector, place, capability.operation());
    return file.file().document().line(path);
  }

  private static Failure failure(String name, @Nullable Throwable thrown) {
    if (thrown instanceof CallFailedException e) {
      return e.failure();
    }
    throw new AssertionError(name + " threw what is no failure", thrown);
  }
}
