package io.auterity.server.wiring;

import io.auterity.provider.plugin.PluginJar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A plugin with a text and a chat connector whose calls wait at an upstream of the test's until it
 * lets them go.
 */
final class HeldPlugin implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 30_000;

  private static final String MANIFEST =
      """
      id: held
      version: 1.0.0
      spi: 1
      main: sample.Held
      summary: Waits
      needs: []
      natives: false
      connectors:
        - id: held-text
          kind: text
          summary: Waits
          marks: [local]
          auth: [none]
          egress: []
          grade: V1
          support:
            pii.mask: {support: full}
        - id: held-chat
          kind: ai
          summary: Waits
          marks: [local]
          auth: [none]
          egress: []
          grade: V1
          support:
            chat.create: {support: full}
      """;

  private final ServerSocket upstream;
  private final List<Held> calls = new ArrayList<>();

  HeldPlugin() throws IOException {
    upstream = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    upstream.setSoTimeout(PATIENCE_MILLIS);
  }

  /** A call that is under way. */
  record Held(Socket call) {
    void letGo() {
      try {
        call.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Waits for the next call. */
  Held next() throws IOException {
    Held held = new Held(upstream.accept());
    calls.add(held);
    return held;
  }

  void write(Path jar) {
    new PluginJar().manifest(MANIFEST).source("sample.Held", source()).write(jar);
  }

  /** Lets all calls go. */
  @Override
  public void close() throws IOException {
    upstream.close();
    calls.forEach(Held::letGo);
  }

  private String source() {
    return """
    package sample;

    import io.auterity.spi.*;
    import io.auterity.spi.ai.*;
    import io.auterity.spi.text.*;
    import java.io.*;
    import java.net.*;
    import java.util.*;

    public class Held implements Plugin {
      public List<Connector<?>> connectors() {
        return List.of(new TextConnector(), new ChatConnector());
      }

      static void await() {
        try (Socket upstream = new Socket(InetAddress.getLoopbackAddress(), %d)) {
          upstream.getInputStream().read();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }

      static class TextConnector implements Connector<Text> {
        public String id() { return "held-text"; }
        public Class<Text> kind() { return Text.class; }
        public Text open(ProviderContext context) { return new HeldText(); }
        public void check(Text instance, Call call) {}
      }

      static class ChatConnector implements Connector<Ai> {
        public String id() { return "held-chat"; }
        public Class<Ai> kind() { return Ai.class; }
        public Ai open(ProviderContext context) { return new HeldChat(); }
        public void check(Ai instance, Call call) {}
      }

      static class HeldText implements Text {
        public MaskedText maskPii(TextToMask input, Call call) {
          Held.await();
          return new MaskedText("masked", List.of());
        }
      }

      static class HeldChat implements Ai {
        public ChatResponse createChat(ChatRequest request, Call call) {
          Held.await();
          return new ChatResponse("1", request.model(), List.of(new Part.Text("said")),
              FinishReason.STOP, TokenUsage.NONE, null);
        }
      }
    }
    """
        .formatted(upstream.getLocalPort());
  }
}
