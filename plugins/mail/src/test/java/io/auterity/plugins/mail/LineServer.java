package io.auterity.plugins.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A server on this machine that answers line by line; an empty answer is none. */
final class LineServer implements AutoCloseable {

  private final ServerSocket socket;
  private final String greeting;
  private final UnaryOperator<String> answers;
  private final List<String> heard = new CopyOnWriteArrayList<>();

  private LineServer(String greeting, UnaryOperator<String> answers) throws IOException {
    this.greeting = greeting;
    this.answers = answers;
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  static LineServer start(String greeting, UnaryOperator<String> answers) throws IOException {
    LineServer server = new LineServer(greeting, answers);
    Thread.ofVirtual().start(server::serve);
    return server;
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        talk(client);
      } catch (IOException e) {
        // Who asked has gone.
      }
    }
  }

  private void talk(Socket client) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
    Writer out = new OutputStreamWriter(client.getOutputStream(), StandardCharsets.US_ASCII);
    say(out, greeting);
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      heard.add(line);
      say(out, answers.apply(line));
    }
  }

  private static void say(Writer out, String answer) throws IOException {
    if (!answer.isEmpty()) {
      out.write(answer + "\r\n");
      out.flush();
    }
  }

  int port() {
    return socket.getLocalPort();
  }

  List<String> heard() {
    return List.copyOf(heard);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
