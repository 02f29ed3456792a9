package io.auterity.platform.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A relay before a database that can lose the answer to a commit: PostgreSQL carries it out, and
 * the client sees its connection break.
 */
public final class LossyConnection implements AutoCloseable {

  private static final int LARGEST = 65_536;

  private final DatabaseLogins target;
  private final ServerSocket door;
  private final AtomicBoolean armed = new AtomicBoolean();

  private LossyConnection(DatabaseLogins target, ServerSocket door) {
    this.target = target;
    this.door = door;
  }

  public static LossyConnection to(DatabaseLogins target) throws IOException {
    ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    LossyConnection line = new LossyConnection(target, door);
    Thread.ofVirtual().start(line::accept);
    return line;
  }

  /** The same database through here. */
  public DatabaseLogins logins() {
    return new DatabaseLogins(
        through(target.owner()), through(target.app()), through(target.engine()));
  }

  public void loseTheAnswerToTheNextWrite() {
    armed.set(true);
  }

  private DatabaseLogin through(DatabaseLogin endpoint) {
    String url = endpoint.url().replaceFirst(":[0-9]+/", ":" + door.getLocalPort() + "/");
    return new DatabaseLogin(url, endpoint.user(), endpoint.password());
  }

  private void accept() {
    int port = Integer.parseInt(target.app().url().replaceFirst(".*:([0-9]+)/.*", "$1"));
    try {
      while (!door.isClosed()) {
        Socket client = door.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
        Thread.ofVirtual().start(() -> relay(client, server, false));
        Thread.ofVirtual().start(() -> relay(server, client, true));
      }
    } catch (IOException e) {
      // The door is closed.
    }
  }

  private void relay(Socket from, Socket to, boolean answers) {
    byte[] buffer = new byte[LARGEST];
    boolean wrote = false;
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        String text = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
        wrote = wrote || (answers && armed.get() && text.contains("INSERT 0 1"));
        if (wrote && text.contains("COMMIT\0")) {
          armed.set(false);
          return;
        }
        out.write(buffer, 0, read);
      }
    } catch (IOException e) {
      // One of the two has gone.
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
