package org.lorentznet.data.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;
import org.lorentznet.errors.UserException;
import org.lorentznet.files.FileReplacement;

/**
 * What an archive sends of a file (HTTP, RFC 9110).
 *
 * @param body its bytes from {@code from} on
 * @param from number of the first byte: the one asked for, or 0 where the archive sends all of it
 * @param total bytes of the whole file, where the archive says so
 */
record Answer(InputStream body, long from, OptionalLong total) implements AutoCloseable {
  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  /** Time-outs, too many requests, servers in trouble: gone when asked again. */
  private static final Set<Integer> PASSING = Set.of(408, 425, 429, 500, 502, 503, 504);

  private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-\\d+/(\\d{1,18}|\\*)");

  /**
   * Asks for a file.
   *
   * @param from the first byte wanted
   * @throws InterruptedTransfer where it is worth another attempt
   * @throws UserException where it is not
   */
  static Answer ask(HttpClient client, URI address, long from, Duration patience)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address).timeout(patience).header("User-Agent", "lorentznet");
    if (from > 0) {
      request.header("Range", "bytes=" + from + "-");
    }
    HttpResponse<InputStream> response;
    try {
      response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (HttpTimeoutException e) {
      throw new InterruptedTransfer("no answer within " + patience.toSeconds() + " s", e);
    } catch (ConnectException e) {
      throw new InterruptedTransfer("no connection", e);
    } catch (SSLHandshakeException e) {
      throw new UserException(
          address + ": no trustworthy connection: " + FileReplacement.reason(e), e);
    } catch (IOException e) {
      throw new InterruptedTransfer("the connection was lost", e);
    }
    return of(response, from);
  }

  private static Answer of(HttpResponse<InputStream> response, long from) throws IOException {
    int status = response.statusCode();
    HttpHeaders headers = response.headers();
    if (status == OK) {
      return new Answer(response.body(), 0, headers.firstValueAsLong("Content-Length"));
    }
    if (status == PARTIAL) {
      Matcher range = RANGE.matcher(headers.firstValue("Content-Range").orElse(""));
      if (range.matches() && Long.parseLong(range.group(1)) == from) {
        return new Answer(response.body(), from, number(range.group(2)));
      }
    }
    response.body().close();
    if (PASSING.contains(status)) {
      throw new InterruptedTransfer("HTTP status " + status, wait(headers));
    }
    if (status == RANGE_NOT_SATISFIABLE || status == PARTIAL) {
      // What is here already is none of its bytes: nothing to go on from.
      return new Answer(InputStream.nullInputStream(), 0, OptionalLong.empty());
    }
    throw new UserException(
        response.uri()
            + ": the archive answers with HTTP status "
            + status
            + (status == 404 || status == 410 ? " (there is no such file)" : ""));
  }

  private static OptionalLong number(String text) {
    return text.equals("*") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
  }

  /** The header Retry-After: seconds, or a date. */
  private static Optional<Duration> wait(HttpHeaders headers) {
    Optional<String> after = headers.firstValue("Retry-After").map(String::strip);
    if (after.isEmpty()) {
      return Optional.empty();
    }
    if (after.get().matches("\\d{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(after.get())));
    }
    try {
      ZonedDateTime until = ZonedDateTime.parse(after.get(), DateTimeFormatter.RFC_1123_DATE_TIME);
      Duration wait = Duration.between(ZonedDateTime.now(until.getZone()), until);
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
