package io.github.imaallowlist.toolkit;

import io.github.imaallowlist.error.AllowlistException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * To sign a Keylime policy in a DSSE envelope.
 *
 * @param keys at least one; each adds its signature, in this order
 */
public record EnvelopeSigning(List<KeySpec> keys) implements SigningRequest {
  public EnvelopeSigning {
    keys = List.copyOf(keys);
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("an envelope has at least one signature");
    }
  }

  @Override
  public List<Path> files() {
    return keys.stream().flatMap(key -> key.files().stream()).toList();
  }

  @Override
  public boolean isDetached() {
    return false;
  }

  @Override
  public ListSigner open() throws IOException, AllowlistException {
    return EnvelopeSigner.open(this);
  }
}
