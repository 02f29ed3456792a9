package io.auterity.connector;

import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Extended;
import io.auterity.platform.catalogue.ExtensionValue;
import io.auterity.provider.plugin.ExtendingConnector;
import io.auterity.spi.Call;
import io.auterity.spi.Connector;
import io.auterity.spi.Json;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;
import io.auterity.spi.tracker.Tracker;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.transport.ScriptedReply;
import io.auterity.testkit.transport.ScriptedTransport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A file of the product before a vendor that has one answer for each kind of request. */
final class AnsweringVendor implements Transport {

  private final Map<String, Answer> answers = new LinkedHashMap<>();
  private final Set<String> single = new HashSet<>();
  private final AskedCalls asked = new AskedCalls();
  private final List<WireRequest> requests = new ArrayList<>();
  private final FakeProvider provider;
  private final DataPlugin plugin;
  private final Map<String, List<String>> headers = new HashMap<>();
  private @Nullable String linked;
  final Tracker tracker;

  private record Answer(int status, String body, @Nullable Recording recording) {}

  AnsweringVendor(String id) {
    this(
        id,
        id.equals("linear")
            ? Json.EMPTY
            : Json.EMPTY
                .with("url", Json.of("https://vendor.example"))
                .with("workspace", Json.of("12")));
  }

  AnsweringVendor(String id, Json.Obj config) {
    plugin = VendorFiles.plugin(id);
    provider = new FakeProvider("mine", plugin.manifest()).withConfig(config).withTransport(this);
    tracker = opened(Tracker.class).orElseGet(() -> new Tracker() {});
  }

  /** The file's connector of that kind. */
  <K> K of(Class<K> kind) {
    return opened(kind).orElseThrow();
  }

  @SuppressWarnings("unchecked") // Its kind was just compared.
  private <K> Optional<K> opened(Class<K> kind) {
    return plugin.connectors().stream()
        .filter(connector -> connector.kind().equals(kind))
        .findFirst()
        .map(connector -> asked.watched(plugin, (Connector<K>) connector).open(provider));
  }

  /** The health check of the file's first connector. */
  void check() {
    check(plugin.connectors().getFirst());
  }

  @SuppressWarnings("unchecked") // It opens what it is.
  private <K> void check(Connector<?> connector) {
    Connector<K> own = (Connector<K>) connector;
    own.check(own.open(provider), callOf("provider.check"));
  }

  /** What its connectors bring beside their kinds. */
  List<Capability> extensions() {
    return plugin.connectors().stream()
        .flatMap(connector -> ((ExtendingConnector) connector).extensions().stream())
        .toList();
  }

  /** Carries one of them out. */
  ExtensionValue extension(Capability extension, ExtensionValue input) {
    Connector<?> connector =
        plugin.connectors().stream()
            .filter(each -> ((ExtendingConnector) each).extensions().contains(extension))
            .findFirst()
            .orElseThrow();
    Object opened = asked.watched(plugin, connector).open(provider);
    return ((Extended) opened).extension(input, callOf(extension.id()));
  }

  /** The calls that it was asked for. */
  AskedCalls asked() {
    return asked;
  }

  /**
   * Answers requests whose line or body matches; the first that fits counts. In an answer {@code
   * {n}} is another number each time.
   */
  AnsweringVendor when(String regex, String body) {
    return when(regex, 200, body);
  }

  /** As above, with a status of its own. */
  AnsweringVendor when(String regex, int status, String body) {
    answers.put(regex, new Answer(status, body, null));
    return this;
  }

  /** As above, for the next such request alone. */
  AnsweringVendor once(String regex, int status, String body) {
    when(regex, status, body);
    single.add(regex);
    return this;
  }

  /** As above, with what a vendor sent or shows. */
  AnsweringVendor when(String regex, Recording recording) {
    answers.put(regex, new Answer(200, recording.text(), recording));
    return this;
  }

  FakeCall call(String operation) {
    return callOf("tracker." + operation);
  }

  FakeCall callOf(String capability) {
    return FakeCall.of(capability, provider);
  }

  /** Lets each reply name a next page in a link. */
  AnsweringVendor linked() {
    return linked("<https://vendor.example/next?page={n}>; rel=\"next\"");
  }

  /** Lets each reply have those links. */
  AnsweringVendor linked(String links) {
    linked = links;
    return this;
  }

  /** Lets each reply name that place. */
  AnsweringVendor located(String place) {
    return headed("location", place);
  }

  /** Lets each reply say that it is of that type. */
  AnsweringVendor typed(String mediaType) {
    return headed("content-type", mediaType);
  }

  /** Lets each reply have that header. */
  AnsweringVendor headed(String name, String value) {
    headers.put(name, List.of(value));
    return this;
  }

  private Map<String, List<String>> headers() {
    Map<String, List<String>> all = new HashMap<>(headers);
    if (linked != null) {
      all.put("link", List.of(linked.replace("{n}", Integer.toString(requests.size()))));
    }
    return all;
  }

  /** What was sent last. */
  String lastBody() {
    return new String(requests.getLast().body(), StandardCharsets.UTF_8);
  }

  List<WireRequest> requests() {
    return List.copyOf(requests);
  }

  @Override
  public WireResponse send(WireRequest request, Call call) {
    requests.add(request);
    String line =
        "%s %s %s"
            .formatted(
                request.method(),
                request.uri().getRawPath(),
                new String(request.body(), StandardCharsets.UTF_8));
    Map.Entry<String, Answer> known =
        answers.entrySet().stream()
            .filter(each -> line.matches("(?s)" + each.getKey()))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no answer to " + line));
    Answer answer = known.getValue();
    if (single.remove(known.getKey())) {
      answers.remove(known.getKey());
    }
    asked.sent(request, answer.recording());
    String body = answer.body().replace("{n}", Integer.toString(requests.size()));
    return new WireResponse(answer.status(), headers(), body.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public WireStream open(WireRequest request, Call call) {
    WireResponse whole = send(request, call);
    ScriptedReply reply =
        new ScriptedReply(whole.status(), whole.headers(), List.of(whole.body()), null);
    return new ScriptedTransport(List.of(reply)).open(request, call);
  }
}
