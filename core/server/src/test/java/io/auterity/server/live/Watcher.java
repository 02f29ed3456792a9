package io.auterity.server.live;

import io.auterity.platform.json.JsonReader;
import io.auterity.server.Client;
import io.auterity.spi.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A program that watches a run. */
public final class Watcher implements WebSocket.Listener {

  private static final JsonReader READER = new JsonReader(1_000_000);
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final long PATIENCE = 30;

  private final StringBuilder text = new StringBuilder();
  private final List<Json.Obj> frames = new CopyOnWriteArrayList<>();
  private final LinkedBlockingQueue<Json.Obj> news = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();

  private Watcher() {}

  /** Watches with the headers of a client. */
  public static Watcher open(Client client, String run, String query) {
    Watcher watcher = new Watcher();
    WebSocket.Builder builder = HTTP.newWebSocketBuilder();
    client.headers().forEach(builder::header);
    builder
        .buildAsync(
            URI.create(
                client.base().replace("http", "ws") + "/api/v1/runs/" + run + "/live" + query),
            watcher)
        .join();
    return watcher;
  }

  /** Watches until the run is over. */
  public static List<Json.Obj> follow(Client client, String run) {
    Watcher watcher = open(client, run, "");
    if (watcher.closeCode() != WebSocket.NORMAL_CLOSURE) {
      throw new AssertionError("closed with " + watcher.closeCode());
    }
    return watcher.frames;
  }

  /** The next frame. */
  public Json.Obj next() throws InterruptedException {
    Json.Obj frame = news.poll(PATIENCE, TimeUnit.SECONDS);
    if (frame == null) {
      throw new AssertionError("no frame came");
    }
    return frame;
  }

  /** All frames so far. */
  public List<Json.Obj> frames() {
    return frames;
  }

  /** Waits until the server closes. */
  public int closeCode() {
    return closed.orTimeout(PATIENCE, TimeUnit.SECONDS).join();
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
    text.append(data);
    if (last) {
      Json.Obj frame = READER.readObject(text.toString().getBytes(StandardCharsets.UTF_8));
      text.setLength(0);
      frames.add(frame);
      news.add(frame);
    }
    socket.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
    closed.complete(status);
    return null;
  }

  @Override
  public void onError(WebSocket socket, Throwable error) {
    closed.completeExceptionally(error);
  }
}
