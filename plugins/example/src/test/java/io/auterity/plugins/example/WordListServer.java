package io.auterity.plugins.example;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import com.sun.net.httpserver.SimpleFileServer.OutputLevel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** The JDK's own file server with one list of words. */
final class WordListServer implements AutoCloseable {

  private final HttpServer server;

  WordListServer(Path folder, String list) throws IOException {
    Files.writeString(folder.resolve("words.txt"), list);
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    server = SimpleFileServer.createFileServer(anyPort, folder.toAbsolutePath(), OutputLevel.NONE);
    server.start();
  }

  String url(String file) {
    return "http://127.0.0.1:%d/%s".formatted(server.getAddress().getPort(), file);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
