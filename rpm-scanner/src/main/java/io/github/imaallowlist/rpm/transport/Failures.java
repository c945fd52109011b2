package io.github.imaallowlist.rpm.transport;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;

/** What an exception of the connection means for the next attempt. */
final class Failures {
  private Failures() {}

  /** Before the answer's header was in. */
  static AttemptFailedException whileAsking(Location location, IOException e) {
    if (e instanceof UnknownHostException) {
      return AttemptFailedException.unreachable(
          "the host name cannot be resolved", "Check the URL and the network.", e);
    }
    if (e instanceof MessageConstraintException) {
      return AttemptFailedException.protocol("the answer's header is too long", e);
    }
    if (e instanceof ClientProtocolException) {
      Throwable cause = e.getCause() instanceof HttpException inner ? inner : e;
      return AttemptFailedException.protocol(
          "the answer is not HTTP: " + Shown.text(String.valueOf(cause.getMessage())), e);
    }
    if (e instanceof SSLException ssl) {
      return tls(location, ssl);
    }
    return AttemptFailedException.broken(reason(e), e);
  }

  /** While the body came in. */
  static AttemptFailedException whileReading(IOException e) {
    if (e instanceof MalformedChunkCodingException && !(e instanceof TruncatedChunkException)) {
      return AttemptFailedException.protocol("the body's chunks are malformed", e);
    }
    if (e instanceof MessageConstraintException) {
      return AttemptFailedException.protocol("the body's chunks have lines that are too long", e);
    }
    return AttemptFailedException.broken("the connection broke: " + reason(e), e);
  }

  private static AttemptFailedException tls(Location location, SSLException e) {
    if (e.getCause() instanceof SocketException || e.getCause() instanceof EOFException) {
      return AttemptFailedException.broken(reason(e), e);
    }
    boolean certificate = false;
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      certificate |= cause instanceof CertificateException;
    }
    return certificate
        ? AttemptFailedException.tls(
            "the certificate of " + location.origin() + " is not trusted: " + reason(e),
            "Check the URL, or name the certificate authority that it is from.",
            e)
        : AttemptFailedException.tls(
            "no TLS connection: " + reason(e),
            "Check that the server speaks TLS 1.2 or later, and the client certificate if it asks"
                + " for one.",
            e);
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : Shown.text(message);
  }
}
