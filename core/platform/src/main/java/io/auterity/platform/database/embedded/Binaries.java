package io.auterity.platform.database.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/** The programs of PostgreSQL, unpacked once per version. */
record Binaries(Path directory) {

  // The programs take half of that.
  private static final long UNPACKED_BYTES = 120L * 1024 * 1024;

  Path program(String name) {
    return directory.resolve("bin").resolve(name);
  }

  /** Whether a directory holds the programs of this build, or they can be unpacked there. */
  static boolean fit(Path parent) {
    try {
      Path target = target(archive(), parent);
      return Files.exists(target)
          ? Files.isExecutable(new Binaries(target).program("postgres"))
          : Files.isWritable(parent)
              && Files.getFileStore(parent).getUsableSpace() > UNPACKED_BYTES;
    } catch (IOException e) {
      throw StartFailure.of(e, parent);
    }
  }

  /** Unpacks the archive on the class path below {@code parent}, unless that was done before. */
  static Binaries unpack(Path parent) {
    try {
      JarURLConnection archive = archive();
      Path target = target(archive, parent);
      if (!Files.isDirectory(target)) {
        unpack(archive, parent, target);
      }
      return new Binaries(target);
    } catch (IOException e) {
      throw StartFailure.of(e, parent);
    }
  }

  private static Path target(JarURLConnection archive, Path parent) throws IOException {
    return parent.resolve("binaries-" + Long.toHexString(archive.getJarEntry().getCrc()));
  }

  private static void unpack(JarURLConnection archive, Path parent, Path target)
      throws IOException {
    Path fresh = Files.createTempDirectory(parent, "binaries-");
    try (InputStream in = archive.getInputStream()) {
      extract(in, fresh);
      Files.setPosixFilePermissions(fresh, Layout.OPEN);
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (!Files.isDirectory(target)) { // else another server was quicker
        throw e;
      }
    } finally {
      Directories.delete(fresh);
    }
  }

  private static void extract(InputStream archive, Path target) throws IOException {
    Process tar =
        new ProcessBuilder("tar", "-xJf", "-", "-C", target.toString())
            .redirectErrorStream(true)
            .start();
    try (OutputStream out = tar.getOutputStream()) {
      archive.transferTo(out);
    } catch (IOException e) {
      throw new EmbeddedPostgresException(cannotUnpack(tar), e);
    }
    String complaint = cannotUnpack(tar);
    if (tar.onExit().join().exitValue() != 0) {
      throw new EmbeddedPostgresException(complaint);
    }
  }

  private static String cannotUnpack(Process tar) {
    try {
      String output =
          new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return StartFailure.noSpace(output)
          ? StartFailure.NO_SPACE
          : "Cannot unpack PostgreSQL, which needs the commands tar and xz: " + output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JarURLConnection archive() throws IOException {
    String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    String name = arch.equals("aarch64") ? "arm_64" : "x86_64";
    URL found = Binaries.class.getResource("/postgres-linux-" + name + ".txz");
    if (found == null) {
      throw new EmbeddedPostgresException(
          "This build carries no PostgreSQL for " + arch + ": set database.url.");
    }
    return (JarURLConnection) found.openConnection();
  }
}
