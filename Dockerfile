# SPDX-License-Identifier: Apache-2.0
# Build the program first: ./mvnw -DskipTests package, or ./steno version
FROM eclipse-temurin:17-jre

RUN groupadd --system steno \
    && useradd --system --gid steno --home-dir /home/steno --create-home steno \
    && mkdir /data \
    && chown steno:steno /data
COPY --chown=root:root cli/target/steno.jar /opt/steno/steno.jar

USER steno
VOLUME /data
EXPOSE 4318 4317
# The image has bash but not always curl, and a JRE cannot run a source file.
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/4318 && printf 'GET /healthz HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
# Serving beyond loopback needs a key; the server's refusal says how to make one in the volume.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=50", "-jar", "/opt/steno/steno.jar"]
CMD ["serve", "--host", "0.0.0.0", "--data", "/data"]
