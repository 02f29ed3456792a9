package io.auterity.bench.gateway;

import io.auterity.bench.cpu.ProcessTime;
import io.auterity.bench.cpu.Shell;
import io.auterity.bench.figures.VoidRunException;
import io.auterity.bench.server.FreePorts;
import io.auterity.bench.server.PinnedServer;
import io.auterity.bench.traffic.Ask;
import io.auterity.bench.traffic.Bodies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Another gateway on the measured core, as its own documentation starts it: one process, without a
 * database, a cache or a log of requests. It is installed at its first use, by npm or by pip.
 *
 * @param name in figures
 * @param calls asks the quick endpoint through it
 * @param streams asks the one that streams
 */
record Peer(String name, Process process, URI address, Ask calls, Ask streams)
    implements AutoCloseable {

  private static final String PORTKEY = "@portkey-ai/gateway@1.15.2";
  private static final String LITELLM = "litellm[proxy]==1.106.2";
  private static final String MASTER_KEY = "sk-" + "bench".repeat(8);
  private static final String STREAMING = "gpt-bench-stream";
  private static final Duration START = Duration.ofMinutes(3);

  static Peer portkey(Path folder, URI endpoint, URI streaming) {
    Path start = folder.resolve("node_modules/@portkey-ai/gateway/build/start-server.js");
    if (!Files.exists(start)) {
      create(folder);
      Shell.output(List.of("npm", "install", "--silent", "--prefix", folder.toString(), PORTKEY));
    }
    int port = FreePorts.next();
    Process process =
        start(folder, "portkey", List.of("node", start.toString(), "--headless", "--port=" + port));
    return new Peer(
            "portkey",
            process,
            address(port),
            Ask.chat("none", Bodies.QUESTION).with(portkeyHeaders(endpoint)),
            Ask.chat("none", Bodies.STREAM_QUESTION).with(portkeyHeaders(streaming)))
        .opened();
  }

  private static Map<String, String> portkeyHeaders(URI endpoint) {
    return Map.of("x-portkey-provider", "openai", "x-portkey-custom-host", endpoint + "/v1");
  }

  static Peer liteLlm(Path folder, URI endpoint, URI streaming) {
    Path python = folder.resolve("python");
    Path command = python.resolve("bin/litellm");
    if (!Files.exists(command)) {
      create(folder);
      Shell.output(List.of("python3", "-m", "venv", python.toString()));
      Shell.output(List.of(python.resolve("bin/pip").toString(), "install", "--quiet", LITELLM));
    }
    Path file = write(folder.resolve("litellm.yaml"), liteLlmConfig(endpoint, streaming));
    int port = FreePorts.next();
    List<String> words =
        List.of(
            command.toString(),
            "--config",
            file.toString(),
            "--host",
            "127.0.0.1",
            "--port",
            String.valueOf(port));
    String stream = Bodies.STREAM_QUESTION.replace(Bodies.MODEL, STREAMING);
    return new Peer(
            "litellm",
            start(folder, "litellm", words),
            address(port),
            Ask.chat(MASTER_KEY, Bodies.QUESTION),
            Ask.chat(MASTER_KEY, stream))
        .opened();
  }

  private static String liteLlmConfig(URI endpoint, URI streaming) {
    return """
        model_list:
          - model_name: %1$s
            litellm_params: {model: openai/%1$s, api_base: %2$s/v1, api_key: none}
          - model_name: %3$s
            litellm_params: {model: openai/%1$s, api_base: %4$s/v1, api_key: none}
        general_settings: {master_key: %5$s}
        """
        .formatted(Bodies.MODEL, endpoint, STREAMING, streaming, MASTER_KEY);
  }

  private static URI address(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  private static Process start(Path folder, String name, List<String> command) {
    try {
      ProcessBuilder builder = new ProcessBuilder(Shell.on(PinnedServer.MEASURED, command));
      builder.environment().put("LITELLM_LOCAL_MODEL_COST_MAP", "True");
      return builder
          .redirectErrorStream(true)
          .redirectOutput(folder.resolve(name + ".log").toFile())
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Peer opened() {
    long end = System.nanoTime() + START.toNanos();
    while (!isOpen()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        close();
        throw new VoidRunException(name + " did not start: see its log in .auterity/bench/peers");
      }
    }
    return this;
  }

  private boolean isOpen() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
      return socket.isConnected();
    } catch (IOException e) {
      pause();
      return false;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(Duration.ofMillis(50));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VoidRunException("interrupted");
    }
  }

  /** CPU time of all its processes. */
  Duration used() {
    return ProcessTime.ofTree(process.toHandle());
  }

  private static void create(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    process.onExit().join();
  }
}
