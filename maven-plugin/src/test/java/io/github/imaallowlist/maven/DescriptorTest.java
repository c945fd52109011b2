package io.github.imaallowlist.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.maven.parameter.ParameterFields;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** What users see of goals and parameters, in {@code help} and on the site, is made of this. */
final class DescriptorTest {
  private static final Map<String, Element> GOALS = new TreeMap<>();

  @BeforeAll
  static void readDescriptor() throws Exception {
    try (InputStream in = GenerateMojo.class.getResourceAsStream("/META-INF/maven/plugin.xml")) {
      Element plugin =
          DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in).getDocumentElement();
      for (Element mojo : children(child(plugin, "mojos"))) {
        GOALS.put(text(mojo, "goal"), mojo);
      }
    }
  }

  @Test
  void theGoalsAreThese() {
    assertThat(GOALS.keySet())
        .containsExactly("check", "generate", "help", "policy", "publish", "sign", "verify");
  }

  @Test
  void everyGoalIsThreadSafeAndNeedsNoProject() {
    GOALS.forEach(
        (name, goal) -> {
          assertThat(text(goal, "threadSafe")).as(name).isEqualTo("true");
          assertThat(text(goal, "requiresProject")).as(name).isEqualTo("false");
          assertThat(text(goal, "description")).as(name).isNotBlank();
        });
  }

  @Test
  void everyParameterIsDescribedAndHasItsPropertyAndSince() {
    GOALS.forEach(
        (name, goal) -> {
          for (Element parameter : parameters(goal)) {
            String what = name + " " + text(parameter, "name");
            assertThat(text(parameter, "description")).as(what).isNotBlank();
            if (!name.equals("help")) {
              assertThat(text(parameter, "since")).as(what).isEqualTo("0.1.0");
              assertThat(
                      child(child(goal, "configuration"), text(parameter, "name")).getTextContent())
                  .as(what)
                  .isEqualTo("${ima." + text(parameter, "name") + "}");
            }
          }
        });
  }

  @Test
  void aParameterMeansTheSameInEveryGoal() {
    Map<String, Set<String>> types = new TreeMap<>();
    GOALS.values().stream()
        .filter(goal -> !text(goal, "goal").equals("help"))
        .flatMap(goal -> parameters(goal).stream())
        .forEach(
            parameter ->
                types
                    .computeIfAbsent(text(parameter, "name"), name -> new TreeSet<>())
                    .add(text(parameter, "type")));
    assertThat(types).allSatisfy((name, of) -> assertThat(of).as(name).hasSize(1));
  }

  /** By them a goal knows whether anything changed, and names them in messages. */
  @Test
  void theFieldsOfAGoalAreItsParameters() {
    Map<String, Class<?>> classes =
        Map.of(
            "check", CheckMojo.class,
            "generate", GenerateMojo.class,
            "policy", PolicyMojo.class,
            "publish", PublishMojo.class,
            "sign", SignMojo.class,
            "verify", VerifyMojo.class);
    classes.forEach(
        (name, type) ->
            assertThat(ParameterFields.names(type))
                .as(name)
                .containsExactlyInAnyOrderElementsOf(
                    parameters(Objects.requireNonNull(GOALS.get(name))).stream()
                        .map(parameter -> text(parameter, "name"))
                        .toList()));
  }

  private static List<Element> parameters(Element goal) {
    return children(child(goal, "parameters")).stream()
        .filter(parameter -> text(parameter, "editable").equals("true"))
        .toList();
  }

  private static List<Element> children(Element parent) {
    List<Element> children = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        children.add(element);
      }
    }
    return children;
  }

  private static Element child(Element parent, String name) {
    return children(parent).stream()
        .filter(element -> element.getTagName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(parent.getTagName() + " has no " + name));
  }

  private static String text(Element parent, String name) {
    return children(parent).stream()
        .filter(element -> element.getTagName().equals(name))
        .map(Element::getTextContent)
        .findFirst()
        .orElse("");
  }
}
