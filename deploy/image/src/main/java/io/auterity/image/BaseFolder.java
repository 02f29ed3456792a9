package io.auterity.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * A root folder of a system, such as {@code deploy/base} makes, as an image of one layer for others
 * to stand on. Links stay links. Everything belongs to root and has one time, whoever unpacked it.
 */
record BaseFolder(Path root) {

  private static final int LINK_MODE = 0777;
  private static final int OPEN = 01777; // everybody writes, and removes but what is theirs
  private static final Set<String> OPEN_FOLDERS = Set.of("tmp", "var/tmp");

  /** Writes what {@code docker save} would: the layer, and what tells of it. */
  void write(Path archive, String architecture) throws IOException {
    Path layer = Files.createTempFile(archive.toAbsolutePath().getParent(), "base", ".tar");
    try {
      writeLayer(layer);
      String configuration =
          """
          {"architecture":"%s","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}"""
              .formatted(architecture, digest(layer));
      try (TarArchiveOutputStream tar = tar(Files.newOutputStream(archive))) {
        add(tar, "config.json", configuration);
        add(tar, "manifest.json", "[{\"Config\":\"config.json\",\"Layers\":[\"layer.tar\"]}]");
        add(tar, regular("layer.tar", Files.size(layer), TarArchiveEntry.DEFAULT_FILE_MODE), layer);
      }
    } finally {
      Files.delete(layer);
    }
  }

  private void writeLayer(Path layer) throws IOException {
    try (Stream<Path> tree = Files.walk(root);
        TarArchiveOutputStream tar = tar(Files.newOutputStream(layer))) {
      List<Path> sorted = tree.filter(path -> !path.equals(root)).sorted().toList();
      for (Path path : sorted) {
        add(tar, path, root.relativize(path).toString());
      }
    }
  }

  private static void add(TarArchiveOutputStream tar, Path path, String name) throws IOException {
    if (Files.isSymbolicLink(path)) {
      TarArchiveEntry link = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
      link.setLinkName(Files.readSymbolicLink(path).toString());
      put(tar, link, LINK_MODE);
      tar.closeArchiveEntry();
    } else if (Files.isDirectory(path)) {
      put(tar, new TarArchiveEntry(name + "/"), OPEN_FOLDERS.contains(name) ? OPEN : mode(path));
      tar.closeArchiveEntry();
    } else if (Files.isRegularFile(path)) {
      add(tar, regular(name, Files.size(path), mode(path)), path);
    }
  }

  private static void add(TarArchiveOutputStream tar, String name, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    put(tar, regular(name, bytes.length, TarArchiveEntry.DEFAULT_FILE_MODE));
    tar.write(bytes);
    tar.closeArchiveEntry();
  }

  private static void add(TarArchiveOutputStream tar, TarArchiveEntry entry, Path file)
      throws IOException {
    put(tar, entry);
    Files.copy(file, tar);
    tar.closeArchiveEntry();
  }

  private static TarArchiveEntry regular(String name, long size, int mode) {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(size);
    entry.setMode(mode);
    return entry;
  }

  private static void put(TarArchiveOutputStream tar, TarArchiveEntry entry, int mode)
      throws IOException {
    entry.setMode(mode);
    put(tar, entry);
  }

  private static void put(TarArchiveOutputStream tar, TarArchiveEntry entry) throws IOException {
    entry.setModTime(ImageLayers.TIME.toEpochMilli());
    entry.setIds(0, 0);
    entry.setNames("", "");
    tar.putArchiveEntry(entry);
  }

  private static int mode(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 07777;
  }

  private static TarArchiveOutputStream tar(OutputStream out) {
    TarArchiveOutputStream tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    return tar;
  }

  private static String digest(Path file) throws IOException {
    try (DigestInputStream in =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
