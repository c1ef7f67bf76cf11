import { ok, parseForm, parseJson, Refusal } from "./respond.mjs";

/** Projects of Pages: made, configured, and deployed by direct upload. */
export async function answerPages({ method, path, body }, world, contentType) {
  if (path === "/pages/projects" && method === "POST") {
    const { name, production_branch: branch } = parseJson(body);
    if (world.taken.has(name) || world.projects.has(name)) {
      throw new Refusal(409, 8000002, "A project with this name already exists");
    }
    world.projects.set(name, {
      name,
      subdomain: `${name}.pages.dev`,
      production_branch: branch,
      deployment_configs: { production: { env_vars: {} }, preview: { env_vars: {} } },
      deployments: [],
    });
    return ok(toAnswer(world.projects.get(name)));
  }
  const [, name, rest = ""] = /^\/pages\/projects\/([a-z0-9-]+)(\/.*)?$/.exec(path) ?? [];
  if (!name) return null;
  const project = world.projects.get(name);
  if (!project) throw new Refusal(404, 8000007, "Project not found");
  if (rest === "" && method === "GET") return ok(toAnswer(project));
  if (rest === "" && method === "PATCH") return patch(project, parseJson(body));
  if (rest === "/upload-token") return ok({ jwt: toToken() });
  if (rest === "/deployments" && method === "POST") {
    return deploy(project, await parseForm(body, contentType));
  }
  const [, id] = /^\/deployments\/([a-z0-9-]+)$/.exec(rest) ?? [];
  const deployment = project.deployments.find((each) => each.id === id);
  return deployment ? ok(deployment) : null;
}

/** Values of secrets are never told. */
function toAnswer({ deployments: _deployments, ...project }) {
  const configs = Object.entries(project.deployment_configs).map(([environment, config]) => {
    const variables = Object.entries(config.env_vars).map(([name, variable]) => {
      const isSecret = variable.type === "secret_text";
      return [name, isSecret ? { type: "secret_text", value: "" } : variable];
    });
    return [environment, { ...config, env_vars: Object.fromEntries(variables) }];
  });
  return { ...project, deployment_configs: Object.fromEntries(configs) };
}

function patch(project, { deployment_configs: configs }) {
  for (const [environment, { env_vars: variables = {}, ...rest }] of Object.entries(configs)) {
    const config = project.deployment_configs[environment];
    Object.assign(config, rest);
    for (const [name, variable] of Object.entries(variables)) {
      if (variable === null) delete config.env_vars[name];
      else config.env_vars[name] = variable;
    }
  }
  return ok(toAnswer(project));
}

async function deploy(project, form) {
  const branch = form.get("branch");
  const bundle = form.get("_worker.bundle");
  const deployment = {
    id: `deployment-${project.deployments.length + 1}`,
    project_name: project.name,
    environment: branch === project.production_branch ? "production" : "preview",
    url: `https://${branch}.${project.name}.pages.dev`,
    aliases: [],
    latest_stage: { name: "deploy", status: "success" },
    stages: [],
    branch,
    manifest: JSON.parse(form.get("manifest")),
    worker: bundle ? await bundle.text() : null,
  };
  project.deployments.push(deployment);
  return ok(deployment);
}

/** wrangler reads from it when it ends. */
function toToken() {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const inAnHour = Math.floor(Date.now() / 1000) + 3600;
  return `${part({ alg: "none" })}.${part({ exp: inAnHour })}.x`;
}
