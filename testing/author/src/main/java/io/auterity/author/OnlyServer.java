package io.auterity.author;

import io.auterity.cli.exit.CliException;
import io.auterity.connector.file.ConnectorFile;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one server that a suite may ask, which makes and deletes things there: whatever else a file
 * names is not reached.
 */
record OnlyServer(URI url, Transport way) implements Transport {

  private static final Pattern OF_A_FIELD = Pattern.compile("\\$\\{config\\.(\\w+)}(/.*)?");

  OnlyServer {
    String scheme = String.valueOf(url.getScheme());
    if (!scheme.matches("https?") || url.getHost() == null || url.getRawUserInfo() != null) {
      throw CliException.badInput("--against is an address such as https://acme.example");
    }
  }

  /**
   * The field of the configuration that holds the address of a file's vendor.
   *
   * @throws CliException when none does
   */
  static String field(ConnectorFile file) {
    String api = String.valueOf(ConnectorFile.object(file.part("servers"), "api").text("url"));
    Matcher found = OF_A_FIELD.matcher(api);
    if (!found.matches()) {
      throw CliException.badInput(
          "servers.api.url is %s, so no other server can be asked than that one: let it begin with ${config.FIELD}, and FIELD have it as its default"
              .formatted(api));
    }
    return found.group(1);
  }

  @Override
  public WireResponse send(WireRequest request, Call call) {
    return way.send(own(request), call);
  }

  @Override
  public WireStream open(WireRequest request, Call call) {
    return way.open(own(request), call);
  }

  private WireRequest own(WireRequest request) {
    URI asked = request.uri();
    if (!origin(asked).equals(origin(url))) {
      throw new CallFailedException(
          FailureCode.FORBIDDEN,
          "%s is not asked here: the run asks %s alone".formatted(origin(asked), origin(url)));
    }
    return request;
  }

  private static String origin(URI uri) {
    return "%s://%s".formatted(uri.getScheme(), uri.getRawAuthority());
  }
}
