// SPDX-License-Identifier: Apache-2.0
package dev.steno.architecture;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** A module's pom.xml, read without Maven. Immutable. */
record Pom(String folder, List<Use> uses, List<String> managed, String version) {

  /** A dependency on an artifact of Steno, by its module's folder. */
  record Use(String folder, String scope) {}

  static Pom read(SourceFile file) {
    try {
      var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
      var bytes = new ByteArrayInputStream(file.text().getBytes(StandardCharsets.UTF_8));
      Document document = builder.parse(bytes);
      XPath path = XPathFactory.newInstance().newXPath();
      return new Pom(
          file.module(),
          uses(path, document, "/project/dependencies/dependency"),
          uses(path, document, "/project/dependencyManagement/dependencies/dependency").stream()
              .map(Use::folder)
              .toList(),
          path.evaluate("/project/version | /project/parent/version", document));
    } catch (Exception e) {
      throw new IllegalArgumentException(file.path() + ": not a readable pom.xml", e);
    }
  }

  private static List<Use> uses(XPath path, Document document, String where) throws Exception {
    String ours = where + "[groupId='dev.steno']";
    NodeList nodes = (NodeList) path.evaluate(ours, document, XPathConstants.NODESET);
    List<Use> uses = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      String artifact = path.evaluate("artifactId", nodes.item(i));
      String scope = path.evaluate("scope", nodes.item(i));
      uses.add(new Use(artifact.replaceFirst("^steno-", ""), scope.isEmpty() ? "compile" : scope));
    }
    return uses;
  }
}
