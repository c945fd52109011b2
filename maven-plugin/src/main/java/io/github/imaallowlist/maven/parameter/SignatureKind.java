package io.github.imaallowlist.maven.parameter;

import io.github.imaallowlist.signing.cms.CmsForm;
import java.util.Optional;

/** Kinds of signatures, by the names that users type. */
public enum SignatureKind {
  DSSE("dsse"),
  CMS_PEM("cms-pem"),
  CMS_DER("cms-der");

  private final String label;

  SignatureKind(String label) {
    this.label = label;
  }

  Optional<CmsForm> cmsForm() {
    return switch (this) {
      case DSSE -> Optional.empty();
      case CMS_PEM -> Optional.of(CmsForm.PEM);
      case CMS_DER -> Optional.of(CmsForm.DER);
    };
  }

  @Override
  public String toString() {
    return label;
  }
}
