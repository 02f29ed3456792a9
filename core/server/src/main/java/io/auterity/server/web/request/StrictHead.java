package io.auterity.server.web.request;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.buf.ByteChunk;
import org.apache.tomcat.util.http.MimeHeaders;

/**
 * Refuses requests whose head another reader could understand in another way, where Tomcat mends
 * it: it ends lines at a bare LF, joins folded ones, and forgets a length that stands beside a
 * coding. Nothing of the connection is read after a refusal.
 *
 * <p>What Tomcat mended shows in its buffer, where names and values lie as they came, but that
 * white space between a colon and a value is taken out by moving the value there: where more than
 * one byte is left between the end of a value and the end of its line, the value was folded, a
 * header after it was forgotten, or there is more white space than the one that is usual.
 */
public final class StrictHead extends ValveBase {

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
  private static final Set<String> VERSIONS = Set.of("HTTP/1.0", "HTTP/1.1");
  private static final byte[] LINE_END = {'\r', '\n'};
  private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};

  public StrictHead() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    if (hasOneMeaning(request.getCoyoteRequest())) {
      // Of which nothing is kept. Their size is bounded; a bound on how many makes Tomcat fail.
      request.getCoyoteRequest().getMimeTrailerFields().setLimit(-1);
      getNext().invoke(request, response);
    } else {
      response.sendError(HttpServletResponse.SC_BAD_REQUEST);
    }
  }

  private static boolean hasOneMeaning(org.apache.coyote.Request request) {
    String version = request.protocol().toString();
    return METHODS.contains(request.getMethod())
        && VERSIONS.contains(version)
        && hasClearEnd(request.getMimeHeaders(), version)
        && showsOneCredential(request.getMimeHeaders())
        && asItCame(request.getMimeHeaders(), version);
  }

  private static boolean hasClearEnd(MimeHeaders headers, String version) {
    List<String> codings = Collections.list(headers.values("transfer-encoding"));
    return codings.isEmpty()
        || (codings.size() == 1
            && codings.getFirst().equalsIgnoreCase("chunked")
            && version.equals("HTTP/1.1"));
  }

  private static boolean showsOneCredential(MimeHeaders headers) {
    return Collections.list(headers.values("authorization")).size() <= 1;
  }

  private static boolean asItCame(MimeHeaders headers, String version) {
    byte[] before = (version + "\r\n").getBytes(StandardCharsets.US_ASCII);
    int count = headers.size();
    for (int i = 0; i < count; i++) {
      ByteChunk name = headers.getName(i).getByteChunk();
      if (i == 0 && !holds(name.getBuffer(), name.getStart() - before.length, before)) {
        return false;
      }
      byte[] end = i == count - 1 ? HEAD_END : LINE_END;
      int next = i == count - 1 ? -1 : headers.getName(i + 1).getByteChunk().getStart();
      if (!endsWell(headers.getValue(i).getByteChunk(), end, next)) {
        return false;
      }
    }
    return true;
  }

  private static boolean endsWell(ByteChunk value, byte[] end, int next) {
    for (int at = value.getEnd(); at <= value.getEnd() + 1; at++) {
      if (holds(value.getBuffer(), at, end) && (next < 0 || next == at + end.length)) {
        return true;
      }
    }
    return false;
  }

  private static boolean holds(byte[] buffer, int at, byte[] expected) {
    return at >= 0
        && at + expected.length <= buffer.length
        && Arrays.equals(buffer, at, at + expected.length, expected, 0, expected.length);
  }
}
