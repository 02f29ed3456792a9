package io.auterity.server.backup;

import io.auterity.platform.database.DatabaseRefusedException;
import io.auterity.platform.database.embedded.Backup;
import io.auterity.platform.database.embedded.EmbeddedPostgresException;
import io.auterity.server.start.InstallationPaths;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * {@code create|verify|restore DATA BACKUP}: copies the embedded database while it runs, reads a
 * copy again, or brings one back into an empty data directory. Exit codes: 0 done, 1 failed, 2 bad
 * input.
 */
public final class BackupMain {

  private static final String USAGE =
      """
      Usage: ./auterity backup FOLDER             copy the embedded database while the server runs
             ./auterity backup --verify FOLDER    read a backup again and compare its checksums
             ./auterity restore FOLDER            bring a backup back into an empty data directory
      The data directory is .auterity, or what AUTERITY_DATA names.""";

  private static final long MEGABYTE = 1_000_000;

  private final PrintStream out;
  private final PrintStream err;

  BackupMain(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  public static void main(String[] words) {
    System.exit(new BackupMain(System.out, System.err).run(List.of(words)));
  }

  int run(List<String> words) {
    if (words.size() != 3 || words.getLast().startsWith("-")) {
      err.println(USAGE);
      return words.contains("--help") ? 0 : 2;
    }
    Path data = Path.of(words.get(1));
    Path backup = Path.of(words.get(2));
    try {
      return act(words.getFirst(), data, backup);
    } catch (EmbeddedPostgresException | DatabaseRefusedException e) {
      err.println("auterity: " + e.getMessage());
      return 1;
    }
  }

  private int act(String action, Path data, Path backup) {
    switch (action) {
      case "create" -> create(data, backup);
      case "verify" -> {
        Backup.verify(backup);
        out.println(backup + " is whole.");
      }
      case "restore" -> {
        Backup.restore(backup, data);
        out.println("Restored %s into %s.".formatted(backup, data));
      }
      default -> {
        err.println(USAGE);
        return 2;
      }
    }
    return 0;
  }

  private void create(Path data, Path backup) {
    Backup.create(data, backup, new Lines(err));
    out.println("Copied the database of %s to %s.".formatted(data, backup));
    out.println(
        "The key that decrypts its secrets is not in it: keep %s in another place (or the file that secrets.keyFile names)."
            .formatted(InstallationPaths.of(data, Map.copyOf(System.getenv())).masterKey()));
  }

  /** Says how far a copy is, once for each tenth. */
  private static final class Lines implements Backup.Progress {
    private final PrintStream err;
    private long tenths;

    Lines(PrintStream err) {
      this.err = err;
    }

    @Override
    public void copied(long bytes, long total) {
      long now = total == 0 ? 10 : Math.min(10, 10 * bytes / total);
      if (now > tenths) {
        tenths = now;
        err.println("%d of %d MB".formatted(bytes / MEGABYTE, Math.max(bytes, total) / MEGABYTE));
      }
    }
  }
}
