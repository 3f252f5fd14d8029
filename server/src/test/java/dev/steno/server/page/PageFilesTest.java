// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PageFilesTest {

  @Test
  void a_file_below_the_folder_is_found() {
    PageFiles files = new PageFiles("dev/steno/ui/");

    assertThat(files.file("assets/page-1a2b3c.js"))
        .hasValueSatisfying(file -> assertThat(file.isHashed()).isTrue());
    assertThat(files.file("icon.svg"))
        .hasValueSatisfying(file -> assertThat(file.isHashed()).isFalse());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "assets",
        "assets/",
        "../server/page/PageFiles.class",
        "assets/../index.html",
        ".vite/manifest.json",
        "/icon.svg",
        "icon.svg\u0000",
        "assets//page-1a2b3c.js",
        "nothing.js"
      })
  void nothing_else_is(String path) {
    PageFiles files = new PageFiles("dev/steno/ui/");

    assertThat(files.file(path)).isEmpty();
  }

  @Test
  void a_build_without_the_page_has_no_index() {
    PageFiles files = new PageFiles("dev/steno/none/");

    assertThat(files.file("index.html")).isEmpty();
  }
}
