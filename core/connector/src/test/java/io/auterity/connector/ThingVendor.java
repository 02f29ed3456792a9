package io.auterity.connector;

import io.auterity.connector.ExampleFile.Things;
import io.auterity.connector.check.CheckedFile;
import io.auterity.connector.check.ConnectorCheck;
import io.auterity.connector.evidence.ShippedEvidence;
import io.auterity.connector.file.ConnectorFileReader;
import io.auterity.connector.file.FileProblem;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.spi.Connector;
import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.transport.ScriptedReply;
import io.auterity.testkit.transport.ScriptedTransport;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A connector of a test's own file, before a vendor that answers from a list. */
final class ThingVendor {

  private static final Binder BINDER = new Binder();
  private static final List<Class<?>> KINDS = List.of(Things.class);
  private static final ConnectorCheck CHECK = new ConnectorCheck(Catalogue.of(BINDER, KINDS));

  /** Properties try one file many times. */
  private static final Map<String, CheckedFile> CHECKED = new ConcurrentHashMap<>();

  private final ScriptedTransport transport;
  private final FakeProvider provider;
  final Connector<Things> connector;
  final Things things;

  ThingVendor(String file, ScriptedReply... replies) {
    this(new DataPlugin(known(file), KINDS, BINDER), replies);
  }

  /** The same, of which is counted what the replies lack. */
  ThingVendor(AbsentFields absent, String file, ScriptedReply... replies) {
    this(
        new DataPlugin(known(file), KINDS, BINDER, ShippedEvidence.shipped(), null, absent),
        replies);
  }

  @SuppressWarnings("unchecked") // Of that kind there is one interface.
  private ThingVendor(DataPlugin plugin, ScriptedReply... replies) {
    transport = new ScriptedTransport(List.of(replies));
    provider =
        new FakeProvider("mine", plugin.manifest())
            .withConfig(Json.EMPTY.with("url", Json.of("https://vendor.example")))
            .withTransport(transport);
    connector = (Connector<Things>) plugin.connectors().getFirst();
    things = connector.open(provider);
  }

  /** The plugin of a file. */
  static DataPlugin plugin(String file) {
    return new DataPlugin(checked(file), KINDS, BINDER);
  }

  private static CheckedFile known(String file) {
    return CHECKED.computeIfAbsent(file, ThingVendor::checked);
  }

  private static CheckedFile checked(String file) {
    byte[] text = file.getBytes(StandardCharsets.UTF_8);
    return CHECK.check(new ConnectorFileReader(id -> null).read("example", text));
  }

  FakeCall put() {
    return FakeCall.of("thing.thing.put", provider);
  }

  FakeCall callOf(String capability) {
    return FakeCall.of(capability, provider);
  }

  /** What a file does not cover, a sentence each. */
  static List<String> warnings(String file) {
    return checked(file).warnings().stream().map(FileProblem::toString).toList();
  }

  FakeCall list() {
    return FakeCall.of("thing.thing.list", provider);
  }

  /** What was sent, as {@code METHOD URI}. */
  List<String> sent() {
    return transport.requests().stream().map(each -> each.method() + " " + each.uri()).toList();
  }

  WireRequest last() {
    return transport.requests().getLast();
  }

  String lastBody() {
    return new String(last().body(), StandardCharsets.UTF_8);
  }
}
