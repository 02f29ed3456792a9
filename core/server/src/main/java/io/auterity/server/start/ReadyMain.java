package io.auterity.server.start;

import io.auterity.spi.CallFailedException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * {@code DATA}: tells whether the server of a data directory is ready, for what looks after a
 * container without a shell. Exit codes: 0 ready, 1 not.
 */
public final class ReadyMain {

  private static final int TIMEOUT = (int) Duration.ofSeconds(5).toMillis();

  private ReadyMain() {}

  public static void main(String[] words) {
    System.exit(words.length == 1 && ready(Path.of(words[0])) ? 0 : 1);
  }

  static boolean ready(Path data) {
    try {
      URI probe = console(data.resolve(DataDirectoryLock.ADDRESSES)).resolve("/health/ready");
      HttpURLConnection asked = (HttpURLConnection) probe.toURL().openConnection();
      asked.setConnectTimeout(TIMEOUT);
      asked.setReadTimeout(TIMEOUT);
      return asked.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException | CallFailedException | IllegalArgumentException e) {
      return false;
    }
  }

  private static URI console(Path addresses) throws IOException {
    String console = FormerPorts.addresses(addresses).text("console");
    if (console == null) {
      throw new IOException(addresses + " names no console.");
    }
    return URI.create(console);
  }
}
