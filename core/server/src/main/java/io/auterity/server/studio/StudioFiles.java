package io.auterity.server.studio;

import io.auterity.server.web.errors.ErrorWriter;
import io.auterity.server.web.security.RequestPaths;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaTypeFactory;
import org.springframework.web.HttpRequestHandler;

/**
 * Serves the studio from its jar. A path without a file is one of its pages, and gets the index,
 * which is never kept; files with a digest in their name are kept for good.
 */
public record StudioFiles(ClassLoader loader, ErrorWriter errors) implements HttpRequestHandler {

  private static final String ROOT = "META-INF/auterity/studio";
  private static final String INDEX = "/index.html";
  private static final Set<String> READING = Set.of("GET", "HEAD");

  // What climbs out of the address that it was sent to, e.g. one of git's, asks for no page.
  private static final Pattern DOTS =
      Pattern.compile("/(\\.|%2e){1,2}(/|;|$)", Pattern.CASE_INSENSITIVE);

  private static final Pattern NEVER = Pattern.compile("\\s*q=0(\\.0*)?\\s*");

  @Override
  public void handleRequest(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getServletPath();
    boolean another = DOTS.matcher(request.getRequestURI()).find();
    if (another || RequestPaths.reserved(path) || !READING.contains(request.getMethod())) {
      missing(request, response);
      return;
    }
    String file = isPage(path) ? INDEX : path;
    for (Coding coding : codings(request)) {
      try (InputStream content = open(file + coding.suffix)) {
        if (content != null) {
          send(file, coding, content, response);
          return;
        }
      }
    }
    missing(request, response);
  }

  /** How a file lies in the jar: beside itself in two smaller forms. */
  private enum Coding {
    BROTLI("br", ".br"),
    GZIP("gzip", ".gz"),
    PLAIN("", "");

    private final String name;
    private final String suffix;

    Coding(String name, String suffix) {
      this.name = name;
      this.suffix = suffix;
    }
  }

  // The smallest first of those that the browser takes (RFC 9110, 12.5.3).
  private static List<Coding> codings(HttpServletRequest request) {
    String header = String.valueOf(request.getHeader("Accept-Encoding"));
    Set<String> taken = new HashSet<>();
    for (String one : header.split(",", -1)) {
      String[] parts = one.strip().split(";", 2);
      if (parts.length == 1 || !NEVER.matcher(parts[1]).matches()) {
        taken.add(parts[0].strip().toLowerCase(Locale.ROOT));
      }
    }
    return Stream.of(Coding.values())
        .filter(coding -> coding == Coding.PLAIN || taken.contains(coding.name))
        .toList();
  }

  private static boolean isPage(String path) {
    return path.indexOf('.', path.lastIndexOf('/')) < 0;
  }

  private @Nullable InputStream open(String file) {
    return file.contains("..") ? null : loader.getResourceAsStream(ROOT + file);
  }

  private static void send(
      String file, Coding coding, InputStream content, HttpServletResponse response)
      throws IOException {
    response.setContentType(
        MediaTypeFactory.getMediaType(file)
            .map(Object::toString)
            .orElse("application/octet-stream"));
    response.setHeader("Cache-Control", caching(file));
    response.setHeader("Vary", "Accept-Encoding");
    if (coding != Coding.PLAIN) {
      response.setHeader("Content-Encoding", coding.name);
    }
    content.transferTo(response.getOutputStream());
  }

  private static String caching(String file) {
    if (file.equals(INDEX)) {
      return "no-store";
    }
    return file.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
  }

  private void missing(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    errors.write(
        request,
        response,
        Failure.of(
            FailureCode.NOT_FOUND,
            "there is nothing at %s %s".formatted(request.getMethod(), request.getServletPath())));
  }
}
